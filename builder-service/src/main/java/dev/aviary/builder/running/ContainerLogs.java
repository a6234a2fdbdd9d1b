package dev.aviary.builder.running;

import dev.aviary.builder.engine.ContainerLog;
import dev.aviary.contract.http.ProblemException;
import jakarta.inject.Singleton;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/**
 * Streams what a container prints. The engine is asked only while a client reads, and as fast as it
 * reads.
 */
@Singleton
final class ContainerLogs {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerLogs.class);

  private final SlotContainers containers;
  private final ContainerLog log;
  private final EndedLogs ended;
  private final OpenStreams open;

  ContainerLogs(SlotContainers containers, ContainerLog log, EndedLogs ended, OpenStreams open) {
    this.containers = containers;
    this.log = log;
    this.ended = ended;
    this.open = open;
  }

  /**
   * @param dead whether the last container that went is meant, whatever runs
   * @throws ProblemException 404 when nothing is known to have printed anything there
   */
  Publisher<byte[]> of(String app, String place, LogQuery query, boolean dead) {
    Optional<String> running = containers.running(app, place);
    if (running.isPresent() && !dead) {
      return open.open(sink -> stream(running.get(), query, sink));
    }
    String kept =
        ended
            .find(app, place)
            .orElseThrow(() ->
                ProblemException.notFound(
                    "nothing %s in %s of %s"
                        .formatted(
                            running.isPresent() ? "has ended" : "runs or has ended", place, app)));
    return Flux.create(sink -> {
      var client = new LineSink(sink);
      Thread.startVirtualThread(() -> {
        chosen(kept.lines().toList(), query).forEach(client::send);
        client.end();
      });
    });
  }

  /** Of the lines that are wanted the last ones, under the one that names the container. */
  private static List<String> chosen(List<String> lines, LogQuery query) {
    var chosen =
        lines.stream()
            .skip(1)
            .filter(query::takes)
            .filter(line -> query.since() == null || line.compareTo(query.since().toString()) >= 0)
            .toList();
    int from = Math.max(0, chosen.size() - query.tail());
    var told = new ArrayList<String>();
    told.add(lines.getFirst());
    told.addAll(chosen.subList(from, chosen.size()));
    return told;
  }

  /** A search looks through all lines; one that is followed through the last ones and the new. */
  private void stream(String container, LogQuery query, FluxSink<byte[]> sink) {
    var client = new LineSink(sink);
    boolean searched = query.search() != null && !query.follow();
    var last = new ArrayDeque<String>();
    Closeable stream =
        log.stream(
            container,
            query.sinceSeconds(),
            searched ? 0 : query.tail(),
            query.follow(),
            line -> {
              if (query.takes(line)) {
                if (searched) {
                  last.add(line);
                  if (last.size() > query.tail()) {
                    last.removeFirst();
                  }
                } else {
                  client.send(line);
                }
              }
            },
            broken -> {
              last.forEach(client::send);
              if (broken != null && !client.left()) {
                client.send("[the log can no longer be read: " + broken.getMessage() + "]");
              }
              client.end();
            });
    sink.onDispose(() -> close(stream));
  }

  static void close(Closeable stream) {
    try {
      stream.close();
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("Could not close a stream of a container");
    }
  }
}
