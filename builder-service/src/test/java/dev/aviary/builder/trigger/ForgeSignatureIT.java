package dev.aviary.builder.trigger;

import dev.aviary.builder.testing.Deliveries;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.SpecStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries that nobody signed, or that are none. */
final class ForgeSignatureIT extends ForgeRefusalCase {
  private static final Map<String, String> SIGNATURES =
      Map.of(
          "github", "X-Hub-Signature-256",
          "gitlab", "X-Gitlab-Token",
          "gitea", "X-Gitea-Signature",
          "bitbucket", "X-Hub-Signature");

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab", "gitea", "bitbucket"})
  void aDeliveryThatIsNotSignedWithTheAppsSecretIsRefused(String forge) {
    String json = push(forge);
    assertProblem(401, "no header", builder.send(deliver.unsigned(forge, event(forge), json)));
    assertProblem(401, "no header", signedWith(forge, " "));
    for (String wrong :
        new String[] {
          "sha256=" + Deliveries.hex("other", json),
          "sha256=" + Deliveries.hex(deliver.secret(app), json + " "),
          Deliveries.hex("other", json),
          deliver.secret("other"),
          "sha1=" + "0".repeat(40),
          "sha256=zz",
          "sha256="
        }) {
      assertProblem(403, "fits no app's secret", signedWith(forge, wrong));
    }
    assertProblem(403, "fits no app's secret", deliver.signed(forge, "other", event(forge), json));
  }

  @Test
  void aWrongSigningTokenIsNotRescuedByARightSecret() {
    var request =
        deliver
            .unsigned("gitlab", "Push Hook", push("gitlab"))
            .header("X-Gitlab-Token", deliver.secret(app))
            .header("webhook-id", "1")
            .header("webhook-timestamp", "1790000000")
            .header("webhook-signature", "v1,AAAA");
    assertProblem(403, "fits no app's secret", builder.send(request));
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab", "gitea", "bitbucket"})
  void aPayloadThatIsNoneIsRefused(String forge) {
    for (String json :
        new String[] {
          "",
          "no json",
          "[]",
          "null",
          "7",
          "{\"ref\":{\"a\":1},\"object_kind\":{\"a\":1},\"push\":\"x\"}",
          "{\"repository\":\"x\",\"ref\":7,\"object_kind\":\"push\",\"project\":[]}",
          push(forge).substring(0, 60)
        }) {
      assertProblem(400, "", signed(forge, json));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab", "gitea", "bitbucket"})
  void aBodyOfTwoMegabytesIsRefused(String forge) {
    assertProblem(413, "", signed(forge, push(forge) + " ".repeat(2 * 1024 * 1024)));
  }

  @Test
  void theSecretOfOneAppDeploysNoOther() {
    String mine = app;
    String json = push("github");
    anAppOfItsOwn();
    assertProblem(404, "set its slug", deliver.github(app, "push", json));
    builder.bean(SpecStore.class).save(Specs.withSlug(app, repository.url(), "ada/" + mine));
    assertProblem(
        403,
        "fits no app's secret",
        builder.send(
            builder
                .open("/webhooks/github?app=" + mine)
                .header("X-GitHub-Event", "push")
                .header(
                    "X-Hub-Signature-256", "sha256=" + Deliveries.hex(deliver.secret(app), json))
                .POST(BodyPublishers.ofString(json))));
  }

  private HttpResponse<String> signedWith(String forge, String header) {
    return builder.send(
        deliver.unsigned(forge, event(forge), push(forge)).header(SIGNATURES.get(forge), header));
  }
}
