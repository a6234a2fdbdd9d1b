package dev.aviary.builder.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Writes;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which hosts, paths and places apps may have beside each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AppPlacesIT extends AppsCase {
  private static final int PUTS = 100;

  @Test
  void appsThatAreRemovedMeanwhileStandInNobodysWay() throws Exception {
    var done = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var removals =
          IntStream.range(0, 8).mapToObj(n -> threads.submit(() -> comeAndGo(n, done))).toList();
      try {
        for (int i = 0; i < PUTS; i++) {
          HttpResponse<String> answer =
              builder.send(
                  builder
                      .admin("/apps/" + app + "?check=false")
                      .PUT(BodyPublishers.ofString("{" + git() + "}")));
          assertEquals(200, answer.statusCode(), answer.body());
        }
      } finally {
        done.set(true);
        for (var each : removals) {
          each.get();
        }
      }
    }
  }

  @Test
  void anAppKeepsItsPlaceWhenItsSettingsChange() {
    AppSpec before = read(put(app, "{" + git() + "}"));
    AppSpec after = read(put(app, "{" + git() + ",\"port\":8000,\"limits\":{\"cpus\":2}}"));
    assertEquals(before.index(), after.index());
    assertEquals(8000, after.run().port());
    assertEquals(2.0, after.run().limits().cpus());
    assertEquals(after, builder.bean(SpecStore.class).find(app).orElseThrow());
  }

  @Test
  void aSecondAppWithoutHostsIsRefusedBecauseNothingWouldReachIt() {
    assertEquals(200, put(app, "{\"repository\":\"file:///a.git\"}").statusCode());
    try {
      var answer = put(app + "-2", "{\"repository\":\"file:///b.git\"}");
      assertEquals(409, answer.statusCode(), answer.body());
      assertTrue(answer.body().contains("give " + app + "-2 hosts of its own"), answer.body());
      assertEquals(
          200, put(app, "{\"repository\":\"file:///c.git\"}").statusCode(), "it is the one");
    } finally {
      put(app, "{" + git() + "}");
    }
  }

  @Test
  void appsMayShareAHostByPathButNoPathAndNoHostThatRedirects() {
    String old = "www." + app + ".test";
    put(app, "{" + git() + ",\"paths\":[\"/api\"],\"redirects\":[\"" + old + "\"]}");
    String other = app + "-2";
    String hosts = "{\"repository\":\"file:///a\",\"hosts\":[\"%s\"]%s}";
    assertConflict(
        app + ".test/api is that of " + app,
        put(other, hosts.formatted(app + ".test", ",\"paths\":[\"/v1\",\"/api\"]")));
    assertConflict(
        old + " is that of " + app, put(other, hosts.formatted(old, ",\"paths\":[\"/v1\"]")));
    assertConflict(
        app + ".test is that of " + app,
        put(other, hosts.formatted("x." + app + ".test", ",\"redirects\":[\"" + app + ".test\"]")));
    assertTrue(builder.bean(SpecStore.class).find(other).isEmpty());
    try {
      read(put(other, hosts.formatted(app + ".test", "")));
    } finally {
      builder.send(builder.admin("/apps/" + other).DELETE());
      put(app, "{" + git() + "}");
    }
  }

  @Test
  void aHostIsOneAppsAlone() {
    put(app, "{" + git() + "}");
    String host = app.toUpperCase(Locale.ROOT) + ".test";
    var answer =
        put(app + "-2", "{\"repository\":\"file:///a\",\"hosts\":[\"x.test\",\"" + host + "\"]}");
    assertEquals(409, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(app + ".test is that of " + app), answer.body());
    assertTrue(builder.bean(SpecStore.class).find(app + "-2").isEmpty());
  }

  @Test
  void settingsThatCannotBeReadAreGivenAgainBeforeAnotherAppTakesTheirPlace() {
    put(app, "{" + git() + "}");
    var redis = builder.bean(RedisLink.class).commands();
    redis.set(Keys.spec(app), "{");
    var refused = put(app + "-2", "{" + git("2") + "}");
    assertEquals(409, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains("give them again first: PUT /apps/" + app), refused.body());
    assertEquals(500, builder.get("/apps/" + app).statusCode());
    assertEquals(200, builder.get("/apps").statusCode());
    read(put(app, "{" + git() + "}"));
    read(put(app + "-2", "{" + git("2") + "}"));
  }

  private void comeAndGo(int n, AtomicBoolean done) {
    var removal = builder.bean(AppRemoval.class);
    for (int i = 0; !done.get(); i++) {
      String other = app + "-" + n + "-" + i;
      builder.bean(SpecStore.class).save(Specs.of(other, "file:///a.git", null));
      removal.put(builder.bean(Writes.class).begin(), other, Instant.now()).run();
    }
  }

  private static void assertConflict(String why, HttpResponse<String> answer) {
    assertEquals(409, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(why), answer.body());
  }
}
