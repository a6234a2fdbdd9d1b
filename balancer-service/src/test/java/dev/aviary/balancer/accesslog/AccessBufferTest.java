package dev.aviary.balancer.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens between the event loops and the file. */
final class AccessBufferTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void everyEntryIsEitherWrittenOrCountedAsDropped(@TempDir Path directory) throws Exception {
    var settings = new AccessLogSettings(true, directory, 100, 1);
    var log = new AccessLog(settings, new AccessFile(settings), registry);
    AccessBuffer buffer = log.buffer();
    int entries = 100_000;
    for (int i = 0; i < entries; i++) {
      buffer.add(entry(i));
    }
    buffer.handOver();
    try {
      log.close();
      List<String> lines = Files.readAllLines(directory.resolve("access.log"));
      double dropped = registry.get("aviary.access.log.dropped").functionCounter().count();
      assertEquals(entries, lines.size() + (long) dropped);
      assertTrue(lines.getFirst().contains("\"target\":\"/0\""), lines.getFirst());
    } finally {
      // The registry's counter does not keep what it counts.
      Reference.reachabilityFence(log);
    }
  }

  private static AccessEntry entry(int i) {
    return new AccessEntry(
        0, 1_000, "127.0.0.1", null, "GET", "a", "/" + i, null, null, 200, null, 0, 0, null, 0);
  }
}
