package dev.aviary.monitor.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.monitor.sample.Container;
import dev.aviary.monitor.sample.NewestSamples.Standing;
import dev.aviary.monitor.sample.Sample;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StatsTableTest {

  @Test
  void isWhatDockerStatsPrints() {
    var sample =
        new Sample(
            Instant.EPOCH, 0.154, 0.154, 21_076_377, 268_435_456, 7.85, 1_450, 0, 4_100_000, 0, 3);
    assertEquals(
        """
        CONTAINER ID   NAME            CPU %     MEM USAGE / LIMIT   MEM %     NET I/O       BLOCK I/O    PIDS
        aaaaaaaaaaaa   bird-canary     0.15%     20.1MiB / 256MiB    7.85%     1.45kB / 0B   4.1MB / 0B   3
        bbbbbbbbbbbb   bird-stable-1   --        -- / --             --        --            --           --
        """,
        StatsTable.of(
            List.of(standing('a', "bird-canary", sample), standing('b', "bird-stable-1", null))));
  }

  @Test
  void saysTheNodeOfEachContainerOfASwarm() {
    var container =
        new Container(
            "a".repeat(64),
            "a-service",
            "bird-canary",
            "app",
            null,
            Instant.EPOCH,
            1,
            "node2.abcdefghijklmnopqrstuvwxy");
    assertEquals(
        """
        CONTAINER ID   NAME          CPU %     MEM USAGE / LIMIT   MEM %     NET I/O   BLOCK I/O   PIDS      NODE
        aaaaaaaaaaaa   bird-canary   --        -- / --             --        --        --          --        node2
        """,
        StatsTable.of(List.of(new Standing(container, null))));
  }

  private static Standing standing(char id, String name, @Nullable Sample sample) {
    return new Standing(
        new Container(Character.toString(id).repeat(64), name, "app", null, Instant.EPOCH, 1),
        sample);
  }
}
