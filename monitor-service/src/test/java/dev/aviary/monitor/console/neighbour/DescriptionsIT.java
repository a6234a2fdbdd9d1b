package dev.aviary.monitor.console.neighbour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.monitor.testing.ConsoleScene;
import dev.aviary.monitor.testing.ConsoleScene.Browser;
import dev.aviary.monitor.testing.Receiver;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a page of the console gets the descriptions of the APIs, and learns what it may try. */
final class DescriptionsIT {
  private final ConsoleScene scene = new ConsoleScene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void theMonitorsOwnDescriptionIsAnsweredAndThatOfAnotherServiceIsPassedOn() {
    scene
        .flags()
        .answering(
            Receiver.Reply.of(200, "{\"openapi\":\"3.0.1\"}")
                .with("Content-Type", "application/json"));
    scene.start();
    Browser owner = scene.signIn(ConsoleScene.TOKEN);
    HttpResponse<String> own = scene.get(owner, "/console/api/monitor/openapi.json");
    assertEquals(200, own.statusCode());
    assertTrue(own.body().contains("\"/console/session\""), own.body());
    assertEquals(
        "{\"openapi\":\"3.0.1\"}", scene.get(owner, "/console/api/flags/openapi.json").body());
  }

  @Test
  void theCallsAreNamedWithTheirRolesToWhoeverIsSignedIn() {
    scene.start();
    assertEquals(401, scene.send(scene.request("/console/calls")).statusCode());
    String calls = scene.get(scene.signIn(ConsoleScene.TOKEN), "/console/calls").body();
    assertTrue(
        calls.contains(
            "{\"service\":\"flags\",\"method\":\"POST\",\"pattern\":\"/flags/{key}/toggle\",\"role\":\"operator\"}"),
        calls);
  }
}
