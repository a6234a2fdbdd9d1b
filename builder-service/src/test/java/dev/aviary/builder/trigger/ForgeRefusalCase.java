package dev.aviary.builder.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.builder.testing.Deliveries;
import dev.aviary.builder.testing.ForgeEvents;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of deliveries that deploy nothing share. */
abstract class ForgeRefusalCase extends TriggerScene {
  Deliveries deliver;

  @BeforeEach
  void signer() {
    deliver = new Deliveries(builder);
  }

  @AfterEach
  void nothingIsBuilt() {
    assertEquals(List.of(), ids());
  }

  static String event(String forge) {
    return switch (forge) {
      case "gitlab" -> "Push Hook";
      case "bitbucket" -> "repo:push";
      default -> "push";
    };
  }

  String push(String forge) {
    return switch (forge) {
      case "gitlab" -> ForgeEvents.gitlabPush(app, "refs/heads/canary", canary);
      case "bitbucket" -> ForgeEvents.bitbucketPush(app, "canary", canary);
      default -> ForgeEvents.githubPush(app, "refs/heads/canary", canary);
    };
  }

  HttpResponse<String> signed(String forge, String json) {
    return deliver.signed(forge, app, event(forge), json);
  }
}
