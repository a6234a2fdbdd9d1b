package dev.aviary.builder.trigger;

import static dev.aviary.builder.trigger.ForgeWebhookIT.assertIgnored;

import dev.aviary.builder.testing.ForgeEvents;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.app.TriggerOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the webhooks of forges do not take: a clear answer each, and nothing is built. */
final class ForgeRefusalIT extends ForgeRefusalCase {
  private static final List<String> FORGES = List.of("github", "gitlab", "gitea", "bitbucket");

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
