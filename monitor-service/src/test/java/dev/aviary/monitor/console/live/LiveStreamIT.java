package dev.aviary.monitor.console.live;

import static dev.aviary.monitor.testing.Eventually.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.BuildOptions;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Occupancy;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.telemetry.TrafficInterval;
import dev.aviary.contract.telemetry.TrafficStore;
import dev.aviary.monitor.testing.ConsoleScene;
import dev.aviary.monitor.testing.ConsoleScene.Browser;
import dev.aviary.monitor.testing.Receiver.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an open page is told: a real monitor and Redis, and a balancer's answer. */
final class LiveStreamIT {
  private static final String CONTAINER = "ab12cd34ef56".repeat(5) + "0000";
  private static final Placement CANARY =
      new Placement(
          new Release("bird-1234567-2", "bird", "next", "1".repeat(40), "image", null), "bird-17");

  private final ConsoleScene scene = new ConsoleScene();

  @BeforeEach
  void start() {
    scene
        .balancer()
        .answering(
            Reply.of(
                    200,
                    "{\"slots\":[{\"app\":\"bird\",\"slot\":\"canary\",\"container\":\"%s\",\"healthy\":true,\"inFlight\":0}]}"
                        .formatted(CONTAINER))
                .with("Content-Type", "application/json"));
    scene.start();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /** A page that reads its stream. */
  private record Page(BufferedReader lines) implements AutoCloseable {
    /** The data of the next event of a kind that is wanted. */
    String next(String kind, Predicate<String> wanted) {
      try {
        String event = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("event: ")) {
            event = line.substring(7);
          } else if (line.startsWith("data: ") && event.equals(kind)) {
            if (wanted.test(line.substring(6))) {
              return line.substring(6);
            }
          }
        }
        throw new AssertionError("the stream has ended without such a " + kind);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    boolean ends() {
      try {
        while (lines.readLine() != null) {
          // What was under way.
        }
        return true;
      } catch (IOException e) {
        return true;
      }
    }

    @Override
    public void close() {
      try {
        lines.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void aPageIsToldTheStateAtOnceThenEachSecondItsNumbersAndWhatHappens() {
    canary();
    try (Page page = open(scene.signIn(ConsoleScene.TOKEN), "")) {
      String state = page.next("state", _ -> true);
      assertTrue(state.contains("\"app\":\"bird\""), state);
      assertTrue(state.contains("\"session\":{\"role\":\"owner\",\"name\":\"owner\"}"), state);
      assertTrue(state.contains("\"slot\":\"canary\",\"state\":\"healthy\""), state);
      assertTrue(state.contains("\"slot\":\"stable-1\",\"state\":\"empty\""), state);
      assertTrue(state.contains("\"branch\":\"next\""), state);
      assertTrue(state.contains("\"canaryPercent\":33"), state);
      assertTrue(state.contains("\"unknown\":[]"), state);
      String tick = page.next("tick", _ -> true);
      assertTrue(tick.contains("\"apps\":{\"bird\":{"), tick);
      page.next("tick", _ -> true);

      traffic(12, 3);
      String busy = page.next("tick", each -> each.contains("\"rps\":2.4"));
      assertTrue(busy.contains("\"errors\":0.6"), busy);
      assertTrue(busy.contains("\"p95\":"), busy);
      assertFalse(busy.contains("\"cpu\""), busy);

      bean(EventLog.class)
          .append(
              new Event(Instant.now(), "mara", "split-changed", "bird", null, "canaryPercent 10"));
      String mark = page.next("mark", _ -> true);
      assertTrue(mark.contains("\"by\":\"mara\""), mark);

      rollout(new Rollout.Withdrawn(null, CANARY, "too hot", null), Slots.EMPTY);
      String withdrawn = page.next("state", each -> each.contains("\"state\":\"withdrawn\""));
      assertTrue(withdrawn.contains("\"reason\":\"too hot\""), withdrawn);
    }
    until("the page is forgotten", () -> bean(LiveStreams.class).isEmpty());
  }

  @Test
  void aPageOfOneAppHearsOfNoOther() {
    canary();
    app("wren");
    try (Page page = open(scene.signIn(ConsoleScene.TOKEN), "?app=bird")) {
      String state = page.next("state", _ -> true);
      assertFalse(state.contains("wren"), state);
      assertFalse(page.next("tick", _ -> true).contains("wren"));
    }
  }

  @Test
  void aStreamEndsWithItsSession() {
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    try (Page page = open(owner, "")) {
      page.next("state", _ -> true);
      assertEquals(204, scene.call(owner, "DELETE", "/console/session", null).statusCode());
      assertTrue(page.ends());
    }
  }

  @Test
  void asManyPagesAsMayAreOpenAndOneMoreIsToldToWait() {
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    var pages = new ArrayList<Page>();
    for (int i = 0; i < LiveStreams.MOST; i++) {
      pages.add(open(owner, ""));
    }
    HttpResponse<String> full = scene.get(owner, "/console/stream");
    assertEquals(503, full.statusCode());
    assertTrue(full.headers().firstValue("Retry-After").isPresent());
    pages.removeLast().close();
    until("there is room", () -> bean(LiveStreams.class).open() == LiveStreams.MOST - 1);
    pages.add(open(owner, ""));
    pages.forEach(Page::close);
  }

  @Test
  void withoutRedisAndBalancerThePageStaysAndIsToldWhatIsUnknown() {
    canary();
    try (Page page = open(scene.signIn(ConsoleScene.TOKEN), "")) {
      page.next("state", each -> each.contains("bird"));
      scene.redis().stop();
      String away = page.next("state", each -> each.contains("\"unknown\":[\"redis\"]"));
      assertTrue(away.contains("bird"), away);
      scene.balancer().answering(Reply.of(503));
      String both = page.next("state", each -> each.contains("\"redis\",\"balancer\""));
      assertTrue(both.contains("\"state\":\"unknown\""), both);
      page.next("tick", _ -> true);
      scene.redis().startAgain();
      page.next("state", each -> each.contains("\"unknown\":[\"balancer\"]"));
    }
  }

  @Test
  void theSeriesHasColumnsOfOneLengthAndTheMarksOfItsTime() {
    canary();
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    bean(EventLog.class)
        .append(new Event(Instant.now(), "api", "promote-started", "bird", "bird-18", "good"));
    traffic(12, 3);
    try (Page page = open(owner, "")) {
      page.next("tick", each -> each.contains("\"rps\":2.4"));
    }
    HttpResponse<String> answer = scene.get(owner, "/console/series?app=bird&seconds=60");
    assertEquals(200, answer.statusCode(), answer.body());
    Map<String, Object> series = scene.json(answer);
    assertEquals(60, list(series, "at").size());
    Map<?, ?> canary = map(map(series, "tracks"), "canary");
    assertEquals("[requests, errors, p50, p95, p99, cpu, memory]", canary.keySet().toString());
    canary.keySet().forEach(name -> assertEquals(60, list(canary, name).size()));
    assertTrue(list(canary, "requests").contains(12.0), answer.body());
    assertTrue(list(canary, "cpu").stream().allMatch(Objects::isNull));
    assertTrue(answer.body().contains("\"type\":\"promote-started\""), answer.body());
    assertEquals(1_440, size(scene.get(owner, "/console/series?app=bird&seconds=86400")));
    assertEquals(400, scene.get(owner, "/console/series?app=bird&seconds=86401").statusCode());
    assertEquals(200, scene.get(owner, "/console/series?app=nobody").statusCode());
  }

  @Test
  void theLastDayOutlivesARestart() {
    canary();
    Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(120);
    for (int second = 0; second < 30; second++) {
      traffic(minute.plusSeconds(second), 12, 3);
    }
    var keys = bean(RedisLink.class).commands();
    try (Page page = open(scene.signIn(ConsoleScene.TOKEN), "")) {
      page.next("state", each -> each.contains("bird"));
      until("its minutes are kept", () -> keys.xlen(Keys.minutes("bird")) > 0);
    }
    assertTrue(keys.pttl(Keys.minutes("bird")) > 0, "they go a day after the last");
    until("no page is open", () -> bean(LiveStreams.class).isEmpty());
    // What is not kept cannot come from there.
    keys.del(Keys.traffic("bird"));
    scene.stop();
    scene.start();
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    until(
        "the monitor has read them",
        () ->
            scene
                .get(owner, "/console/series?app=bird&seconds=86400")
                .body()
                .contains("\"requests\":[null"));
    Map<String, Object> series =
        scene.json(scene.get(owner, "/console/series?app=bird&seconds=86400"));
    int at =
        list(series, "at").stream()
            .map(String::valueOf)
            .toList()
            .indexOf(String.valueOf(minute.getEpochSecond()));
    Map<?, ?> canary = map(map(series, "tracks"), "canary");
    assertEquals(6.0, list(canary, "requests").get(at));
    assertEquals(1.5, list(canary, "errors").get(at));
  }

  private int size(HttpResponse<String> series) {
    return list(scene.json(series), "at").size();
  }

  private static List<?> list(Map<?, ?> of, Object name) {
    return (List<?>) Objects.requireNonNull(of.get(name));
  }

  private static Map<?, ?> map(Map<?, ?> of, Object name) {
    return (Map<?, ?>) Objects.requireNonNull(of.get(name));
  }

  private Page open(Browser browser, String query) {
    HttpResponse<InputStream> answer =
        scene.open(
            scene
                .request("/console/stream" + query)
                .header("Cookie", browser.cookie())
                .header("Accept", "text/event-stream"));
    assertEquals(200, answer.statusCode());
    assertEquals("text/event-stream", answer.headers().firstValue("Content-Type").orElse(""));
    return new Page(
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
  }

  private void canary() {
    app("bird");
    Member member =
        new Member(
            CANARY.release().id(),
            CANARY.deployment(),
            CANARY.release().commit(),
            CONTAINER,
            "10.0.0.2",
            8080,
            "/");
    rollout(
        new Rollout.Trying(null, CANARY, true, null, null),
        Slots.EMPTY.with(Slot.CANARY, new Occupancy(member, null, List.of())));
  }

  private void rollout(Rollout rollout, Slots slots) {
    var commands = bean(RedisLink.class).commands();
    commands.set(Keys.rollout("bird"), bean(Wire.class).write(rollout));
    commands.set(Keys.slots("bird"), bean(Wire.class).write(slots));
    bean(SpecStore.class).save(spec("bird"));
  }

  private void app(String name) {
    bean(SpecStore.class).save(spec(name));
  }

  private static AppSpec spec(String name) {
    return new AppSpec(
        name,
        name.equals("bird") ? 0 : 1,
        "file:///srv/git/" + name,
        null,
        "main",
        null,
        List.of(),
        BuildOptions.DEFAULT,
        RunOptions.DEFAULT);
  }

  private void traffic(long attempts, long failed) {
    traffic(Instant.now(), attempts, failed);
  }

  private void traffic(Instant at, long attempts, long failed) {
    bean(TrafficStore.class)
        .append(
            "bird",
            new TrafficInterval(
                "b-1",
                at,
                "canary",
                CANARY.release().id(),
                attempts,
                0,
                0,
                List.of(),
                attempts,
                failed,
                Map.of("10", attempts),
                0));
  }

  private <T> T bean(Class<T> type) {
    return scene.bean(type);
  }
}
