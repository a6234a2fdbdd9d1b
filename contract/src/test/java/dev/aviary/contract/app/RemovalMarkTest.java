package dev.aviary.contract.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RemovalMarkTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  @Test
  void itIsReadAsItIsWritten() {
    RemovalMark gone = RemovalMark.gone(NOON);
    assertEquals("2026-01-02T12:00:00Z", gone.toString());
    assertEquals(gone, RemovalMark.parse(gone.toString()));
    assertEquals("2026-01-02T12:00:00Z over", gone.ended().toString());
    assertEquals(gone.ended(), RemovalMark.parse(gone.ended().toString()));
  }

  @Test
  void aMarkThatTellsNoTimeIsStillAMark() {
    assertEquals(RemovalMark.gone(Instant.EPOCH), RemovalMark.parse("yesterday"));
    assertEquals(RemovalMark.gone(Instant.EPOCH).ended(), RemovalMark.parse("yesterday over"));
  }
}
