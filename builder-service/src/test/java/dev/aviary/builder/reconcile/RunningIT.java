package dev.aviary.builder.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Track;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an owner sees and does of containers that run, over HTTP and with the real engine. */
final class RunningIT extends StageCase {
  /** As many as {@code OpenStreams} lets through. */
  private static final int MOST_STREAMS = 12;

  private Release release;

  @BeforeEach
  void theAppRuns() {
    release = stage.odd("master", "a", "{\"env\": {}}");
    stage.live(release, Track.STABLE);
  }

  @Test
  void theLogOfASlotIsPlainTextWithTheTimeOfEachLine() {
    HttpResponse<String> answer = get("stable-1/logs");
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(
        answer.headers().firstValue("Content-Type").orElse("").startsWith("text/plain"),
        answer.headers().toString());
    assertTrue(answer.body().matches("(?s)\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z runs as 0 stable-1\n"));
    assertEquals("", get("stable-1/logs?search=nothing-like-this").body());
    assertTrue(get("stable-1/logs?search=RUNS%20AS").body().contains("runs as 0"));
    assertTrue(get("stable-1/logs?since=1h&tail=1").body().contains("runs as 0"));
    assertEquals("", get("stable-1/logs?since=2099-01-01T00:00:00Z").body());
  }

  @Test
  void whatIsAskedForWronglyIsRefused() {
    assertEquals(400, get("stable-1/logs?since=soon").statusCode());
    assertEquals(400, get("stable-1/logs?tail=0").statusCode());
    assertEquals(400, get("..%2F..%2Fx/logs").statusCode());
    assertEquals(404, get("stable-1/logs?dead=true").statusCode());
    assertEquals(404, get("canary/logs").statusCode());
    assertEquals(404, stage.builder.get("/apps/nobody/slots/canary/logs").statusCode());
    assertEquals(400, exec("stable-1", "{\"command\": []}").statusCode());
    assertEquals(
        400, exec("stable-1", "{\"command\": [\"a\"], \"timeoutSeconds\": 0}").statusCode());
    assertEquals(409, exec("canary", "{\"command\": [\"a\"]}").statusCode());
    assertEquals(404, post("nowhere/restart", "").statusCode());
    assertEquals(409, post("canary/restart", "").statusCode());
  }

  @Test
  void aLogIsFollowedAndTheEngineIsLeftAloneOnceTheReaderHasGone() throws Exception {
    var request =
        stage.builder.admin("/apps/" + stage.app + "/slots/stable-1/logs?follow=true&tail=10");
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request.build(), BodyHandlers.ofInputStream());
      var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
      assertTrue(lines.readLine().contains("runs as 0"));
      exec("stable-1", "{\"command\": [\"sh\", \"-c\", \"echo told later > /proc/1/fd/1\"]}");
      assertTrue(lines.readLine().contains("told later"));
      answer.body().close();
    }
    stage.until("no stream is open", () -> follows() == 0);
  }

  @Test
  void onlySoManyLogsAreFollowedAtATime() throws Exception {
    var request = stage.builder.admin("/apps/" + stage.app + "/slots/stable-1/logs?follow=true");
    var open = new ArrayList<InputStream>();
    try (var client = HttpClient.newHttpClient()) {
      for (int i = 0; i < MOST_STREAMS; i++) {
        InputStream log = client.send(request.build(), BodyHandlers.ofInputStream()).body();
        open.add(log);
        assertTrue(log.read() >= 0, "it is being read");
      }
      HttpResponse<String> refused = get("stable-1/logs");
      assertEquals(429, refused.statusCode(), refused.body());
      assertTrue(refused.body().contains("end one of them first"), refused.body());
      for (InputStream each : open) {
        each.close();
      }
    }
    stage.until("there is room again", () -> get("stable-1/logs").statusCode() == 200);
  }

  private static long follows() {
    return Thread.getAllStackTraces().values().stream()
        .filter(trace -> List.of(trace).toString().contains("LineStream"))
        .count();
  }

  @Test
  void theLogOfAContainerThatDiedIsKept() {
    String dead = stage.container(Slot.STABLE_1);
    stage.docker.killContainerCmd(dead).exec();
    stage.until("another serves", () -> !dead.equals(stage.container(Slot.STABLE_1)));
    HttpResponse<String> answer = get("stable-1/logs?dead=true");
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(answer.body().startsWith("# container " + dead), answer.body());
    assertTrue(answer.body().contains("runs as 0 stable-1"), answer.body());
  }

  @Test
  void aCommandRunsInTheContainerAndIsOnTheTimeline() {
    HttpResponse<String> answer =
        exec("stable-2", "{\"command\": [\"sh\", \"-c\", \"echo $APP_SLOT; echo 42; exit 4\"]}");
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("stable-2\n42\n[ended with code 4]\n", answer.body());
    assertTrue(stage.events().contains("command-run"));
    String timeline = stage.builder.get("/events").body();
    assertTrue(timeline.contains("echo $APP_SLOT"), timeline);
  }

  @Test
  void aCommandThatTakesTooLongIsKilled() {
    HttpResponse<String> answer =
        exec("stable-2", "{\"command\": [\"sleep\", \"1234\"], \"timeoutSeconds\": 1}");
    assertTrue(answer.body().endsWith("[killed after 1 s]\n"), answer.body());
    stage.until(
        "it is gone",
        () ->
            !stage
                .output(Slot.STABLE_2, "sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '")
                .contains("sleep 1234 "));
  }

  @Test
  void aRestartPutsAnotherContainerOfTheSameReleaseInItsPlace() {
    String old = stage.container(Slot.STABLE_1);
    HttpResponse<String> answer = post("stable-1/restart", "");
    assertEquals(202, answer.statusCode(), answer.body());
    stage.until("another serves", () -> !old.equals(stage.container(Slot.STABLE_1)));
    stage.until("the old one is gone", () -> !stage.runs(old));
    assertTrue(stage.serves(Slot.STABLE_1, release));
    assertTrue(stage.events().containsAll(List.of("restart-asked-for", "container-replaced")));
    assertFalse(stage.events().contains("container-died"));
    assertNotEquals(old, stage.container(Slot.STABLE_1));
  }

  private HttpResponse<String> get(String path) {
    return stage.builder.get("/apps/" + stage.app + "/slots/" + path);
  }

  private HttpResponse<String> post(String path, String json) {
    return stage.builder.post("/apps/" + stage.app + "/slots/" + path, json);
  }

  private HttpResponse<String> exec(String slot, String json) {
    return post(slot + "/exec", json);
  }
}
