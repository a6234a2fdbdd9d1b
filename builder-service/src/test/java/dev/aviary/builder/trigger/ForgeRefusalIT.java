package dev.aviary.builder.trigger;

import static dev.aviary.builder.trigger.ForgeWebhookIT.assertIgnored;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.builder.testing.Deliveries;
import dev.aviary.builder.testing.ForgeEvents;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.app.TriggerOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the webhooks of forges do not take: a clear answer each, and nothing is built. */
final class ForgeRefusalIT extends TriggerScene {
  private static final List<String> FORGES = List.of("github", "gitlab", "gitea", "bitbucket");

  private static final Map<String, String> SIGNATURES =
      Map.of(
          "github", "X-Hub-Signature-256",
          "gitlab", "X-Gitlab-Token",
          "gitea", "X-Gitea-Signature",
          "bitbucket", "X-Hub-Signature");

  private Deliveries deliver;

  @BeforeEach
  void signer() {
    deliver = new Deliveries(builder);
  }

  @AfterEach
  void nothingIsBuilt() {
    assertEquals(List.of(), ids());
  }

  private static String event(String forge) {
    return switch (forge) {
      case "gitlab" -> "Push Hook";
      case "bitbucket" -> "repo:push";
      default -> "push";
    };
  }

  private String push(String forge) {
    return switch (forge) {
      case "gitlab" -> ForgeEvents.gitlabPush(app, "refs/heads/canary", canary);
      case "bitbucket" -> ForgeEvents.bitbucketPush(app, "canary", canary);
      default -> ForgeEvents.githubPush(app, "refs/heads/canary", canary);
    };
  }

  private HttpResponse<String> signed(String forge, String json) {
    return deliver.signed(forge, app, event(forge), json);
  }

  private HttpResponse<String> signedWith(String forge, String header) {
    return builder.send(
        deliver.unsigned(forge, event(forge), push(forge)).header(SIGNATURES.get(forge), header));
  }

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
  @CsvSource({
    "github, '\"ref\":', '\"other\":', ref is missing",
    "github, '\"full_name\":', '\"other\":', repository is missing",
    "gitlab, '\"ref\":', '\"other\":', ref is missing",
    "gitlab, '\"path_with_namespace\":', '\"other\":', repository is missing",
    "gitea, '\"after\":', '\"other\":', commit is missing",
    "bitbucket, '\"name\":', '\"other\":', name is missing",
    "bitbucket, '\"hash\":', '\"other\":', commit is missing",
    "bitbucket, '\"push\":', '\"other\":', push is missing"
  })
  void aPushThatSaysTooLittleIsRefused(String forge, String from, String to, String why) {
    assertProblem(400, why, signed(forge, push(forge).replace(from, to)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a;reboot", "../x", "a b", "a..b", "-f", "$(id)"})
  void aBranchNameThatIsNoneIsRefusedByEveryForge(String branch) {
    for (String forge : FORGES) {
      assertProblem(400, "branch", signed(forge, push(forge).replace("canary", branch)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab", "gitea", "bitbucket"})
  void aBodyOfTwoMegabytesIsRefused(String forge) {
    assertProblem(413, "", signed(forge, push(forge) + " ".repeat(2 * 1024 * 1024)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"github", "gitlab", "gitea", "bitbucket"})
  void anEventThatIsNotKnownIsIgnoredAndSaysWhichAreUsed(String forge) {
    String json = "{\"object_kind\":\"wiki_page\",\"object_attributes\":{\"id\":\"x\"}}";
    assertIgnored("is not used; choose", deliver.signed(forge, app, "wiki_page", json));
  }

  @ParameterizedTest
  @CsvSource({
    "github, push, refs/heads/canary, refs/tags/v1",
    "gitea, push, refs/heads/canary, refs/tags/v1",
    "gitlab, push, refs/heads/canary, refs/tags/v1",
    "gitlab, push, '\"object_kind\":\"push\"', '\"object_kind\":\"tag_push\"'",
    "bitbucket, repo:push, '\"type\":\"branch\"', '\"type\":\"tag\"'"
  })
  void aTagIsIgnored(String forge, String event, String from, String to) {
    assertIgnored("tag", deliver.signed(forge, app, event, push(forge).replace(from, to)));
  }

  @Test
  void aBranchThatWasDeletedIsIgnored() {
    String none = "0".repeat(40);
    for (String forge : List.of("github", "gitlab", "gitea")) {
      assertIgnored("was deleted", signed(forge, push(forge).replace(canary, none)));
    }
    assertIgnored(
        "was deleted",
        signed(
            "bitbucket",
            """
            {"repository":{"full_name":"ada/%s"},"push":{"changes":[
             {"old":{"type":"branch","name":"canary"},"new":null,"closed":true}]}}
            """
                .formatted(app)));
  }

  @Test
  void aPushOfAnotherRepositoryIsRefused() {
    for (String forge : FORGES) {
      assertProblem(
          404, "is ada/" + app, signed(forge, push(forge).replace("ada/" + app, "eve/" + app)));
    }
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

  @ParameterizedTest
  @CsvSource({
    "'\"conclusion\":\"success\"', '\"conclusion\":\"failure\"', did not pass",
    "'\"action\":\"completed\"', '\"action\":\"requested\"', has not ended",
    "'\"event\":\"push\"', '\"event\":\"pull_request\"', a pull request"
  })
  void aRunThatMayNotBeDeployedIsIgnored(String from, String to, String why) {
    green();
    String run = ForgeEvents.githubRun(app, "canary", canary, 9);
    assertIgnored(why, deliver.github(app, "workflow_run", run.replace(from, to)));
    String gitea = ForgeEvents.giteaRun(app, "canary", canary, 9);
    assertIgnored(why, deliver.gitea(app, "workflow_run", gitea.replace(from, to)));
  }

  @Test
  void aPipelineThatMayNotBeDeployedIsIgnored() {
    green();
    String run = ForgeEvents.gitlabPipeline(app, "canary", canary, 9);
    assertIgnored(
        "did not pass", deliver.gitlab(app, "Pipeline Hook", run.replace("success", "failed")));
    assertIgnored("tag", deliver.gitlab(app, "Pipeline Hook", run.replace("false", "true")));
    assertIgnored(
        "pull request",
        deliver.gitlab(
            app,
            "Pipeline Hook",
            run.replace("\"source\":\"push\"", "\"source\":\"merge_request_event\"")));
  }

  @Test
  void aPullRequestOfAForkIsRefusedByEveryForge() {
    green();
    assertProblem(
        422,
        "fork",
        deliver.github(
            app,
            "workflow_run",
            ForgeEvents.githubRun(app, "canary", canary, 9)
                .replace(
                    "\"head_repository\":{\"full_name\":\"ada/",
                    "\"head_repository\":{\"full_name\":\"eve/")));
    assertProblem(
        422,
        "fork",
        deliver.github(app, "check_suite", ForgeEvents.githubSuite(app, "null", canary, 9)));
    assertProblem(
        422,
        "fork",
        deliver.gitlab(
            app,
            "Pipeline Hook",
            ForgeEvents.gitlabPipeline(app, "canary", canary, 9)
                .replace(
                    "\"merge_request\":null",
                    "\"merge_request\":{\"source_project_id\":2,\"target_project_id\":1}")));
    assertProblem(
        422,
        "fork",
        deliver.forgejo(
            app,
            "action_run_success",
            ForgeEvents.forgejoRun(app, "canary", canary, 9).replace("false", "true")));
    for (String event : List.of("github pull_request", "gitea pull_request")) {
      String forge = event.split(" ", 2)[0];
      assertIgnored(
          "pull request", deliver.signed(forge, app, "pull_request", "{\"action\":\"opened\"}"));
    }
    assertIgnored(
        "pull request", deliver.bitbucket(app, "pullrequest:created", "{\"pullrequest\":{}}"));
  }

  @Test
  void aForgeThatIsNotKnownIsSaid() {
    assertProblem(
        404,
        "bitbucket, gitea, github, gitlab",
        builder.send(deliver.unsigned("sourcehut", "push", "{}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"deployOn\":\"sometimes\"}",
        "{\"deployOn\":\"green:\"}",
        "{\"deployOn\":7}",
        "{\"branches\":\"master\"}",
        "{\"branches\":[null]}",
        "{\"branches\":[\"\"]}",
        "{\"branches\":[\"a*b*c*d*e\"]}",
        "{\"forge\":\"sourceforge\"}",
        "{\"forgeUrl\":\"git.example.org\"}",
        "{\"forgeUrl\":\"https://user:secret@git.example.org\"}",
        "{\"address\":\"javascript:alert(1)\"}",
        "{\"notify\":\"maybe\"}"
      })
  void aSettingThatIsNoneIsRefused(String settings) {
    String json = "{\"repository\":\"%s\",".formatted(repository.url()) + settings.substring(1);
    HttpResponse<String> answer =
        builder.send(builder.admin("/apps/" + app).PUT(BodyPublishers.ofString(json)));
    assertProblem(400, "", answer);
  }

  private void green() {
    var specs = builder.bean(SpecStore.class);
    specs.save(
        specs
            .find(app)
            .orElseThrow()
            .withTriggers(new TriggerOptions("green", List.of(), null, null, null, "none")));
  }
}
