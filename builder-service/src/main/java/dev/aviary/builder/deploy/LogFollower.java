package dev.aviary.builder.deploy;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentLog;
import dev.aviary.contract.deployment.DeploymentLog.Line;
import dev.aviary.contract.deployment.DeploymentStore;
import io.lettuce.core.RedisException;
import io.micronaut.http.sse.Event;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Streams a deployment's log as server-sent events until the deployment has ended. An event's id is
 * the place of its line, so that a client that was cut off goes on where it was.
 */
@Singleton
final class LogFollower {
  /** The last event; its data is the deployment's state. */
  static final String END = "end";

  /** Says that the server is still there; its data is empty. */
  static final String HEARTBEAT = "heartbeat";

  /** The last event when the log cannot be followed to its end; its data says so. */
  static final String BROKEN = "broken";

  /** The state of a deployment whose record is gone: Redis lost its data. */
  private static final String LOST = "lost";

  private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final int LOOKS_A_HEARTBEAT = 60;
  private static final String BEGIN = "0-0";

  private final DeploymentLog log;
  private final DeploymentStore deployments;

  LogFollower(DeploymentLog log, DeploymentStore deployments) {
    this.log = log;
    this.deployments = deployments;
  }

  /** What is there, a line each. */
  String all(Deployment deployment) {
    String id = deployment.id();
    List<Line> lines = log.all(id);
    if (lines.isEmpty() && deployment.status().ended()) {
      return Gaps.NOTHING_KEPT.formatted(id) + "\n";
    }
    var gaps = new Gaps(id);
    return lines.stream()
        .flatMap(gaps::told)
        .map(text -> text + "\n")
        .collect(Collectors.joining());
  }

  /**
   * @param last the id of the last event that the client has, or null
   */
  Publisher<Event<String>> follow(Deployment deployment, @Nullable String last) {
    String id = deployment.id();
    Check.that(
        last == null || last.matches("[0-9]{1,19}(-[0-9]{1,19})?"),
        "Last-Event-ID is not the id of a line of this log");
    return Flux.create(sink -> {
      Thread thread =
          Thread.ofVirtual()
              .name("log-" + id)
              .unstarted(() -> run(id, last == null ? BEGIN : last, sink));
      sink.onDispose(thread::interrupt);
      thread.start();
    });
  }

  private void run(String id, String last, FluxSink<Event<String>> sink) {
    String place = last;
    var gaps = new Gaps(id);
    int quiet = 0;
    try {
      while (!sink.isCancelled()) {
        // The state is read before the lines, so that no line is missed when it has ended.
        String ended = ended(id);
        List<Line> lines = lines(id, place);
        for (Line line : lines) {
          gaps.before(line).ifPresent(gap -> sink.next(Event.of(gap)));
          sink.next(Event.of(line.text()).id(line.id()));
          place = line.id();
        }
        if (ended != null) {
          sink.next(Event.of(ended).name(END));
          sink.complete();
          return;
        }
        quiet = lines.isEmpty() ? quiet + 1 : 0;
        if (quiet % LOOKS_A_HEARTBEAT == LOOKS_A_HEARTBEAT - 1) {
          sink.next(Event.of("").name(HEARTBEAT));
        }
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException clientLeft) {
      sink.complete();
    } catch (RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("deployment", id)
          .log("Stopped following the log of a deployment");
      sink.next(Event.of("the builder can no longer follow this log").name(BROKEN));
      sink.complete();
    }
  }

  private @Nullable String ended(String id) {
    try {
      Deployment now = deployments.find(id).orElse(null);
      if (now == null) {
        return LOST;
      }
      return now.status().ended() ? state(now) : null;
    } catch (RedisException away) {
      return null;
    }
  }

  private static String state(Deployment deployment) {
    return deployment.status().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private List<Line> lines(String id, String after) {
    try {
      return log.after(id, after);
    } catch (RedisException away) {
      return List.of();
    }
  }
}
