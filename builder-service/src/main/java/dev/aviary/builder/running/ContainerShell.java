package dev.aviary.builder.running;

import dev.aviary.builder.engine.EngineFaults;
import dev.aviary.builder.engine.ExecRunner;
import dev.aviary.builder.engine.ExecRunner.Running;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.RequestAuthor;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.FluxSink;

/**
 * Runs a program of the owner's in a container that runs, and streams what it prints. The timeline
 * tells of it before it begins. When its time is over, or the client leaves, it is killed.
 */
@Singleton
final class ContainerShell {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerShell.class);

  /** Tells the number of the process first, by which it can be killed. */
  private static final List<String> NUMBERED =
      List.of("/bin/sh", "-c", "echo $$; exec \"$@\"", "sh");

  private final SlotContainers containers;
  private final ExecRunner exec;
  private final EventLog events;
  private final OpenStreams open;
  private final InstantSource clock;

  ContainerShell(
      SlotContainers containers,
      ExecRunner exec,
      EventLog events,
      OpenStreams open,
      InstantSource clock) {
    this.containers = containers;
    this.exec = exec;
    this.events = events;
    this.open = open;
    this.clock = clock;
  }

  /**
   * @throws ProblemException 404 for an app that is none, 409 when nothing runs there, or on
   *     another node of the swarm
   */
  Publisher<byte[]> run(String app, String place, ExecRequest request) {
    String container =
        containers.reachable(
            containers
                .running(app, place)
                .orElseThrow(() ->
                    ProblemException.conflict("nothing runs in %s of %s".formatted(place, app))));
    events.append(
        new Event(clock.instant(), RequestAuthor.by(), "command-run", app, place, request.shown()));
    LOG.atInfo()
        .addKeyValue("app", app)
        .addKeyValue("place", place)
        .log("Ran a command in a container for the owner");
    return open.open(sink -> {
      Thread thread =
          Thread.ofVirtual().name("exec-" + app).unstarted(() -> run(container, request, sink));
      sink.onDispose(thread::interrupt);
      thread.start();
    });
  }

  private void run(String container, ExecRequest request, FluxSink<byte[]> sink) {
    var client = new LineSink(sink);
    var number = new AtomicReference<@Nullable String>();
    var ended = new CountDownLatch(1);
    var command = new ArrayList<>(NUMBERED);
    command.addAll(request.command());
    try {
      Running running =
          exec.begin(
              container,
              command,
              line -> {
                if (number.get() != null || !line.matches("[0-9]+")) {
                  client.send(line);
                } else {
                  number.set(line);
                }
              },
              _ -> ended.countDown());
      try {
        boolean inTime = ended.await(request.timeoutSeconds(), TimeUnit.SECONDS);
        client.send(
            inTime
                ? "[ended with code " + exec.exitCode(running.id()) + "]"
                : "[killed after " + request.timeoutSeconds() + " s]");
      } catch (InterruptedException clientLeft) {
        LOG.atDebug().log("The client of a command has disconnected");
      } finally {
        if (ended.getCount() > 0) {
          kill(container, number.get());
        }
        ContainerLogs.close(running.stream());
      }
    } catch (RuntimeException e) {
      if (!EngineFaults.away(e)) {
        throw e;
      }
      client.send("[not run: " + e.getMessage() + "]");
    } finally {
      client.end();
    }
  }

  private void kill(String container, @Nullable String number) {
    if (number == null) {
      return;
    }
    try {
      exec.output(container, "/bin/sh", "-c", "kill -KILL " + number);
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("container", container)
          .setCause(e)
          .log("Could not stop a command in a container");
    }
  }
}
