package dev.aviary.builder.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.Deliveries;
import dev.aviary.builder.testing.ForgeEvents;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.app.TriggerOptions;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.provider.Arguments;

/** What the tests of webhooks that deploy share. */
abstract class ForgeWebhookCase extends TriggerScene {
  Deliveries deliver;

  @BeforeEach
  void signer() {
    deliver = new Deliveries(builder);
  }

  /** A delivery of one forge. */
  @FunctionalInterface
  interface Delivering {
    HttpResponse<String> deliver(Deliveries deliver, String app, String branch, String commit);
  }

  HttpResponse<String> github(String branch, String commit) {
    return deliver.github(app, "push", ForgeEvents.githubPush(app, "refs/heads/" + branch, commit));
  }

  void deployOn(String event) {
    triggers(new TriggerOptions(event, List.of(), null, null, null, "none"));
  }

  void triggers(TriggerOptions options) {
    var specs = builder.bean(SpecStore.class);
    specs.save(specs.find(app).orElseThrow().withTriggers(options));
  }

  static void assertIgnored(String why, HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(answer.body().startsWith("{\"ignored\":"), answer.body());
    assertTrue(answer.body().contains(why), answer.body());
  }

  static Arguments of(String forge, Delivering delivering) {
    return Arguments.of(forge, delivering);
  }
}
