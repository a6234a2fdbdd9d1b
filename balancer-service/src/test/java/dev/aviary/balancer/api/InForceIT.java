package dev.aviary.balancer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.control.Routing;
import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.EventLoops;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.telemetry.BalancerStore;
import dev.aviary.contract.telemetry.Heartbeat;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the answer to a change promises, and what becomes of changes at the same time. */
final class InForceIT {
  private static final String APP = "/apps/flask-app";
  private static final String SPLIT = APP + "/split";

  private TestBalancer balancer;
  private TestBackend stable;
  private TestBackend canary;
  private Admin admin;

  @BeforeEach
  void start() throws Exception {
    balancer = TestBalancer.launch();
    stable = TestBackend.answering("stable");
    canary = TestBackend.answering("canary");
    Fleet.of(balancer).with(Slot.STABLE_1, stable).with(Slot.CANARY, canary).publish();
    admin = Admin.of(balancer);
  }

  @AfterEach
  void stop() throws Exception {
    balancer.close();
    stable.close();
    canary.close();
  }

  @Test
  void aChangeThatAnEventLoopDoesNotUseYetIs202WithItsRevision() throws Exception {
    List<Callable<HttpResponse<String>>> changes =
        List.of(
            () -> admin.put(SPLIT, "{\"canaryPercent\":100}"),
            () -> admin.put(APP + "/maintenance", "{\"message\":\"long work\"}"),
            () -> admin.put(APP + "/pause", "{\"seconds\":600}"),
            () -> admin.delete(APP + "/pause"));
    for (Callable<HttpResponse<String>> change : changes) {
      Revision revision;
      try (var held = EventLoops.holdOne(balancer)) {
        HttpResponse<String> accepted = change.call();
        assertEquals(202, accepted.statusCode(), accepted.body());
        revision = revision(accepted);
        assertFalse(applied(revision));
      }
      Await.until("in force", () -> applied(revision));
    }
    HttpResponse<String> again = admin.put(SPLIT, "{\"canaryPercent\":100}");
    assertEquals(200, again.statusCode(), again.body());
  }

  @Test
  void anEventLoopThatIsHeldUpIsNotAlive() throws Exception {
    assertEquals(200, admin.get("/health/liveness").statusCode());
    try (var held = EventLoops.holdOne(balancer)) {
      Await.until("told", () -> admin.get("/health/liveness").statusCode() == 503);
      assertTrue(admin.get("/health/liveness").body().contains("held-up-seconds"));
    }
    Await.until("alive", () -> admin.get("/health/liveness").statusCode() == 200);
  }

  @Test
  void aChangeIsAnsweredWhenTheLastEventLoopUsesIt() throws Exception {
    try (ExecutorService person = Executors.newSingleThreadExecutor()) {
      Future<HttpResponse<String>> answer;
      try (var held = EventLoops.holdOne(balancer)) {
        answer = person.submit(() -> admin.put(SPLIT, "{\"canaryPercent\":100}"));
        Await.until("written", () -> redis().exists(Keys.split("flask-app")) == 1);
      }
      assertEquals(200, answer.get().statusCode());
      assertTrue(applied(revision(answer.get())));
    }
    for (int i = 0; i < 20; i++) {
      assertEquals("canary", RawClient.get(balancer.port(), "/").body());
    }
  }

  @Test
  void aMemberThatIsSilentMakesAChange202() throws Exception {
    var gone = new Heartbeat("test-gone", Instant.EPOCH, Revision.NONE, Map.of(), List.of());
    balancer.bean(BalancerStore.class).beat(gone);
    assertEquals(202, admin.put(SPLIT, "{\"canaryPercent\":1}").statusCode());
    admin.delete("/balancers/test-gone");
    assertEquals(200, admin.put(SPLIT, "{\"canaryPercent\":2}").statusCode());
  }

  @Test
  void aChangeThatChangesNothingIsNoEvent() throws Exception {
    admin.put(SPLIT, "{\"canaryPercent\":7}");
    String revision = redis().get(Keys.REVISION);
    HttpResponse<String> again = admin.put(SPLIT, "{\"canaryPercent\":7}");
    assertEquals(200, again.statusCode());
    assertEquals(revision, revision(again).toString());
    assertEquals(1, events().size());
  }

  /** Each changes its own part: what one wrote must not come back with the other's change. */
  @Test
  void ofTwoOperatorsAtTheSameTimeNoneLosesAChange() throws Exception {
    int changes = 40;
    List<Callable<String>> operators =
        List.of(
            () -> repeat(changes, i -> "{\"canaryPercent\":" + i + "}"),
            () -> repeat(changes, i -> "{\"stickiness\":\"header:x-" + i + "\"}"));
    try (ExecutorService desk = Executors.newFixedThreadPool(2)) {
      for (Future<String> done : desk.invokeAll(operators)) {
        assertEquals("", done.get());
      }
    }
    assertTrue(
        admin.get(SPLIT).body().startsWith("{\"canaryPercent\":39,\"stickiness\":\"header:x-39\""),
        admin.get(SPLIT).body());
    List<String> events = events();
    assertEquals(2 * changes, events.size());
    for (int i = 1; i < events.size(); i++) {
      String was = events.get(i).split(", was ", -1)[1];
      assertEquals(events.get(i - 1).split(", was ", -1)[0], was);
    }
  }

  @Test
  void whoChangesWhatSomebodyElseHasChangedIsToldSo() throws Exception {
    HttpResponse<String> read = admin.get(SPLIT);
    String tag = read.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> first = admin.put(SPLIT, "{\"canaryPercent\":10}", "If-Match", tag);
    assertEquals(200, first.statusCode(), first.body());
    HttpResponse<String> second = admin.put(SPLIT, "{\"canaryPercent\":90}", "If-Match", tag);
    assertEquals(412, second.statusCode());
    String now = first.headers().firstValue("ETag").orElseThrow();
    assertTrue(second.body().contains(now.replace("\"", "\\\"")), second.body());
    assertEquals(now, admin.get(SPLIT).headers().firstValue("ETag").orElseThrow());
    assertEquals(200, admin.put(SPLIT, "{\"canaryPercent\":90}", "If-Match", now).statusCode());
  }

  @Test
  void anInterruptionIsReadAndBegunOnlyWhereNoneIs() throws Exception {
    assertEquals(404, admin.get(APP + "/maintenance").statusCode());
    String maintenance = "{\"message\":\"long work\"}";
    assertEquals(200, admin.put(APP + "/maintenance", maintenance).statusCode());
    HttpResponse<String> read = admin.get(APP + "/maintenance");
    assertTrue(read.body().contains("long work"), read.body());
    assertEquals(404, admin.get(APP + "/pause").statusCode());
    String pause = "{\"seconds\":600}";
    assertEquals(412, admin.put(APP + "/pause", pause, "If-None-Match", "*").statusCode());
    String tag = read.headers().firstValue("ETag").orElseThrow();
    assertEquals(200, admin.put(APP + "/pause", pause, "If-Match", tag).statusCode());
    assertTrue(events().getLast().endsWith("takes the place of a maintenance"), events()::toString);
    assertEquals(204, admin.delete(APP + "/pause").statusCode());
    assertEquals(200, admin.put(APP + "/pause", pause, "If-None-Match", "*").statusCode());
    admin.delete(APP + "/pause");
  }

  private String repeat(int count, IntFunction<String> json) throws Exception {
    for (int i = 0; i < count; i++) {
      HttpResponse<String> answer = admin.put(SPLIT, json.apply(i));
      if (answer.statusCode() != 200) {
        return answer.statusCode() + ": " + answer.body();
      }
    }
    return "";
  }

  /** What the timeline says of each change, the oldest first. */
  private List<String> events() {
    List<String> why = new ArrayList<>();
    balancer.bean(EventLog.class).newest(200).forEach(event -> why.add(event.why()));
    Collections.reverse(why);
    return why;
  }

  private boolean applied(Revision revision) {
    return balancer.bean(Routing.class).applied().revision().covers(revision);
  }

  private RedisCommands<String, String> redis() {
    return balancer.bean(RedisLink.class).commands();
  }

  private static Revision revision(HttpResponse<?> answer) {
    return Revision.parse(answer.headers().firstValue("X-Aviary-Revision").orElseThrow());
  }
}
