package dev.aviary.monitor.sample;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.redis.Keys;
import dev.aviary.monitor.engine.EngineReaderContact;
import dev.aviary.monitor.testing.Relay;
import dev.aviary.monitor.testing.Rig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Samples of real containers. */
final class SamplerIT {
  private static final Path ENGINE = Path.of("/var/run/docker.sock");

  private static final int THRESHOLD = 5;

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aBurningContainerReadsAsDockerStatsReadsItAndFires() {
    // Far under what it burns: other work on the machine may leave it little.
    rig.with("aviary.alert.cpu-threshold", THRESHOLD).startMonitor();
    String canary = rig.apps().start(Slot.CANARY);
    rig.apps().burnCpu(canary);

    until("the monitor and docker stats agree", () -> agree(canary));
    until("the alert names the CPU", () -> rig.mailbox().about("CPU at").size() == 1);
    assertEquals(1, rig.withdrawn().size());
  }

  @Test
  void aCanaryThatComesIsSeenWhileAReadingWaitsForTheEngine() {
    rig.with(UnansweredReadings.SETTING, true).startMonitor();
    rig.apps().startService();
    until("a reading waits", rig.bean(UnansweredReadings.class)::asked);
    String canary = rig.apps().start(Slot.CANARY);

    until("the canary is seen", () -> json().contains(canary));
    until("and sampled by its stream", () -> json().contains("\"state\":\"sampled\""));
  }

  @Test
  void statsAreJsonOrATableLikeTheOneOfDockerStats() {
    rig.startMonitor();
    String canary = rig.apps().start(Slot.CANARY);
    until("there is a sample", () -> json().contains("\"state\":\"sampled\""));

    assertTrue(json().contains("\"slot\":\"canary\""), json());
    String table = rig.get("/stats", "text/plain").body();
    assertTrue(table.startsWith("CONTAINER ID   NAME "), table);
    assertTrue(table.contains(canary.substring(0, 12)), table);
    assertTrue(table.contains(" / 64MiB "), table);
  }

  @Test
  void samplesAreKeptInRedisAndExpireByThemselves() {
    rig.startMonitor();
    String canary = rig.apps().start(Slot.CANARY);
    var store = rig.bean(SampleStore.class);
    until("there are samples", () -> store.newest(canary, 10).size() >= 2);

    Long expiry = rig.commands().ttl(Keys.samples(canary));
    assertTrue(expiry > 0 && expiry <= SampleStore.EXPIRY.toSeconds(), "expires in " + expiry);
  }

  @Test
  void withoutTheEngineThereIsNoDataAndAfterwardsThereIsAgain(@TempDir Path directory) {
    var socket = UnixDomainSocketAddress.of(directory.resolve("engine.sock"));
    try (var relay = new Relay(socket, UnixDomainSocketAddress.of(ENGINE))) {
      rig.with("aviary.engine.host", "unix://" + socket.getPath()).startMonitor();
      rig.apps().start(Slot.CANARY);
      assertEquals("[]", json());
      assertEquals(200, rig.get("/health/liveness", "application/json").statusCode());
      assertEquals(503, rig.get("/health", "application/json").statusCode());

      relay.open();
      until("there is a sample", () -> json().contains("\"state\":\"sampled\""));
      relay.cut();
      until("there is no data", () -> json().contains("\"state\":\"no-data\""));
      assertTrue(!json().contains("cpuPercent"), json());
      relay.open();
      until("there is a sample again", () -> json().contains("\"state\":\"sampled\""));
    }
  }

  @Test
  void aRestartedContainerIsSampledAgain() {
    rig.startMonitor();
    String canary = rig.apps().start(Slot.CANARY);
    until("there is a sample", () -> json().contains("\"state\":\"sampled\""));
    rig.apps().restart(canary);
    Instant again = rig.apps().startedAt(canary);

    until("there is a sample of its second life", () -> isSampledSince(canary, again));
  }

  @Test
  void aHungEngineIsToldByHealthWhileItHangsAndLoggedOnce(@TempDir Path directory) {
    var logged = new ListAppender<ILoggingEvent>();
    logged.start();
    ((Logger) LoggerFactory.getLogger(EngineReaderContact.class)).addAppender(logged);
    var socket = UnixDomainSocketAddress.of(directory.resolve("engine.sock"));
    try (var relay = new Relay(socket, UnixDomainSocketAddress.of(ENGINE)).open()) {
      rig.with("aviary.engine.host", "unix://" + socket.getPath()).startMonitor();
      rig.apps().start(Slot.STABLE_1);
      until("there is a sample", () -> json().contains("\"state\":\"sampled\""));
      assertEquals(200, health().statusCode());
      relay.hang();

      until("health says since when", () -> health().body().contains("noAnswerSince"));
      assertEquals(503, health().statusCode());
      until("the engine's time is over", () -> logged.list.size() == 1);
      until("health goes on to say it", () -> health().body().contains("\"since\""));
      assertEquals(Level.WARN, logged.list.getFirst().getLevel());
      until("a second question got no answer", () -> health().body().contains("noAnswerSince"));
      assertEquals(1, logged.list.size());
      relay.goOn();
      until("it is well again", () -> health().statusCode() == 200);
    }
  }

  @Test
  void aContainerThatNobodyJudgesIsReadEveryFewSecondsUntilSomebodyLooksOrACanaryComes() {
    rig.startMonitor();
    String stable = rig.apps().start(Slot.STABLE_1);
    until("it is read once in a while", () -> span(stable) > 2);

    until(
        "it is read every second while somebody looks",
        () -> json().contains(stable) && isEverySecond(stable));
    until("it is read once in a while again", () -> span(stable) > 2);
    String canary = rig.apps().start(Slot.CANARY);
    until("it is read every second beside a canary", () -> isEverySecond(stable));
    until("and so is the canary", () -> isEverySecond(canary));
  }

  @Test
  void aStableContainerThatBeginsToBurnWhileItIsReadSlowlyAlerts() {
    rig.with("aviary.alert.cpu-threshold", THRESHOLD).startMonitor();
    String stable = rig.apps().start(Slot.STABLE_1);
    until("it is read once in a while", () -> span(stable) > 2);
    rig.apps().burnCpu(stable);

    until("the alert is mailed", () -> rig.mailbox().about("CPU at").size() == 1);
    assertTrue(isEverySecond(stable));
  }

  private boolean isEverySecond(String container) {
    return span(container) > 0 && span(container) < 2;
  }

  /** Seconds of which the newest CPU value is the mean; 0: there is none. */
  private double span(String container) {
    Sample newest = rig.bean(NewestSamples.class).of(container);
    return newest == null ? 0 : newest.cpuSpan().toMillis() / 1000.0;
  }

  private HttpResponse<String> health() {
    return rig.get("/health", "application/json");
  }

  private boolean isSampledSince(String container, Instant then) {
    Sample newest = rig.bean(NewestSamples.class).of(container);
    return newest != null && newest.at().isAfter(then);
  }

  private String json() {
    return rig.get("/stats", "application/json").body();
  }

  private boolean agree(String container) {
    Sample mine = rig.bean(NewestSamples.class).of(container);
    if (mine == null || mine.memoryPercent() == null) {
      return false;
    }
    String[] theirs = dockerStats(container).strip().replace("%", "").split(" ", -1);
    // On a busy machine the client gives up on a container and prints dashes.
    return !theirs[0].contains("--")
        && Math.abs(Double.parseDouble(theirs[0]) - mine.cpuPercent()) < 15
        && mine.cpuPercent() > THRESHOLD
        && Math.abs(Double.parseDouble(theirs[1]) - mine.memoryPercent()) < 1;
  }

  private static String dockerStats(String container) {
    try {
      var command =
          new ProcessBuilder(
                  "docker",
                  "stats",
                  "--no-stream",
                  "--format",
                  "{{.CPUPerc}} {{.MemPerc}}",
                  container)
              .start();
      return new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
