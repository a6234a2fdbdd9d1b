package dev.aviary.balancer.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which number each balancer of one data directory has. */
final class SeatIT {
  @Test
  void aSuccessorHasAnotherNumberAndTheNextOneTheFirstAgain(@TempDir Path directory) {
    var settings = new DataSettings(directory);
    var old = new Seat(settings);
    var successor = new Seat(settings);
    assertEquals(1, old.number());
    assertEquals(2, successor.number());
    assertEquals(List.of(3, 4, 5, 6, 7, 8), successor.free());
    old.leave();
    assertEquals(List.of(1, 3, 4, 5, 6, 7, 8), successor.free());
    var next = new Seat(settings);
    assertEquals(1, next.number());
    successor.leave();
    next.leave();
  }
}
