package dev.aviary.monitor.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostCpuTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @TempDir private Path proc;
  private HostCpu host;

  @BeforeEach
  void begin() throws IOException {
    host = new HostCpu(proc);
    Files.createDirectory(proc.resolve("pressure"));
  }

  @Test
  void theFirstReadingSaysNothing() throws IOException {
    stat(1_000, 1_000, 9);
    assertEquals(HostLoad.UNKNOWN, host.load(0));
  }

  @Test
  void busyIsWhatWasNotIdleAndCompetingAreTheOthersThatRunForEachCpu() throws IOException {
    stat(1_000, 1_000, 9);
    pressure(0);
    host.load(0);
    stat(1_190, 1_010, 9);
    pressure(800_000);
    HostLoad load = host.load(SECOND);
    assertEquals(95, load.busyPercent(), 0.1);
    assertEquals(80.0, load.waitingPercent());
    assertEquals(4, load.competing());
    assertTrue(load.starves());
  }

  @Test
  void aHostOnWhichNobodyWaitsStarvesNobody() throws IOException {
    stat(1_000, 1_000, 9);
    pressure(0);
    host.load(0);
    stat(1_200, 1_000, 9);
    pressure(10_000);
    assertFalse(host.load(SECOND).starves());
  }

  @Test
  void aKernelWithoutPressureIsTakenByItsCpusAlone() throws IOException {
    stat(1_000, 1_000, 9);
    host.load(0);
    stat(1_200, 1_000, 9);
    HostLoad load = host.load(SECOND);
    assertNull(load.waitingPercent());
    assertTrue(load.starves());
  }

  @Test
  void askedTwiceInASecondItSaysTheSameAndAfterAPauseNothing() throws IOException {
    stat(1_000, 1_000, 9);
    host.load(0);
    stat(1_200, 1_000, 9);
    HostLoad load = host.load(SECOND);
    stat(1_200, 3_000, 1);
    assertEquals(load, host.load(SECOND + SECOND / 2));
    assertEquals(HostLoad.UNKNOWN, host.load(20 * SECOND));
  }

  @Test
  void whatCannotBeReadSaysNothing() throws IOException {
    assertEquals(HostLoad.UNKNOWN, host.load(0));
    Files.writeString(proc.resolve("stat"), "cpu  1 2\nprocs_running x\n");
    assertEquals(HostLoad.UNKNOWN, host.load(SECOND));
  }

  private void stat(long user, long idle, int running) throws IOException {
    Files.writeString(
        proc.resolve("stat"),
        "cpu  "
            + user
            + " 0 0 "
            + idle
            + " 0 0 0 0 7 7\n"
            + "cpu0 1 0 0 1 0 0 0 0 0 0\n"
            + "cpu1 1 0 0 1 0 0 0 0 0 0\n"
            + "ctxt 1\nprocs_running "
            + running
            + "\nprocs_blocked 0\n");
  }

  private void pressure(long micros) throws IOException {
    Files.writeString(
        proc.resolve("pressure/cpu"),
        "some avg10=1.00 avg60=1.00 avg300=1.00 total="
            + micros
            + "\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=5\n");
  }
}
