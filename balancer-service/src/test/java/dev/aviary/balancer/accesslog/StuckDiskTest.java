package dev.aviary.balancer.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes nothing: a pipe that nobody reads. */
final class StuckDiskTest {
  private static final int ENTRIES = 100_000;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void whatADiskDoesNotTakeIsDroppedAndCountedAndNobodyWaits(@TempDir Path directory)
      throws Exception {
    Path pipe = directory.resolve("access.log");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    CompletableFuture<BufferedReader> reader = CompletableFuture.supplyAsync(() -> open(pipe));
    var settings = new AccessLogSettings(true, directory, 100, 1);
    var log = new AccessLog(settings, new AccessFile(settings), registry);
    AccessBuffer buffer = log.buffer();
    // Far more than the pipe and the queue hold: a log that waits for its disk never gets past
    // this.
    for (int i = 0; i < ENTRIES; i++) {
      buffer.add(entry(i));
    }
    buffer.handOver();
    double dropped = dropped();
    assertTrue(dropped > 0 && dropped < ENTRIES, "dropped " + dropped);
    CompletableFuture<Long> lines =
        reader.thenApplyAsync(each -> each.lines().filter(line -> line.endsWith("}")).count());
    log.close();
    assertEquals(ENTRIES - (long) dropped, lines.get());
    assertEquals(dropped, dropped());
  }

  private double dropped() {
    return registry.get("aviary.access.log.dropped").functionCounter().count();
  }

  private static BufferedReader open(Path pipe) {
    try {
      return new BufferedReader(new FileReader(pipe.toFile(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static AccessEntry entry(int i) {
    return new AccessEntry(
        0, 1_000, "127.0.0.1", null, "GET", "a", "/" + i, null, null, 200, null, 0, 0, null, 0);
  }
}
