package dev.aviary.builder.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.builder.testing.Deliveries;
import dev.aviary.builder.testing.ForgeEvents;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.app.TriggerOptions;
import dev.aviary.contract.deployment.Deployment;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Statuses and ended runs of a forge that deploy. */
final class ForgeStatusIT extends ForgeWebhookCase {
  @ParameterizedTest
  @MethodSource("numberedRuns")
  void theEndOfAGreenRunDeploysWhatWasTested(String forge, Numbered run) {
    deployOn("green");
    Deployment first = accepted(run.deliver(deliver, app, "canary", canary, 50));
    assertEquals(forge, first.trigger());
    assertSame(first, 200, run.deliver(deliver, app, "canary", canary, 50));

    String newer = repository.change().file("Procfile", "web: c").addTo("canary");
    Deployment second = accepted(run.deliver(deliver, app, "canary", newer, 52));
    assertProblem(409, "before build 51", run.deliver(deliver, app, "canary", canary, 51));
    assertEquals(List.of(second.id(), first.id()), ids());
  }

  @Test
  void aRunThatEndsAfterTheNextPushIsDeployedAllTheSame() {
    deployOn("green");
    repository.change().file("Procfile", "web: c").addTo("canary");
    accepted(
        deliver.gitlab(app, "Pipeline Hook", ForgeEvents.gitlabPipeline(app, "canary", canary, 4)));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void aGreenStatusDeploysTheTipOfItsBranchOnly(String forge, Delivering status) {
    deployOn("green");
    Deployment made = accepted(status.deliver(deliver, app, "canary", canary));
    assertEquals(forge, made.trigger());
    assertSame(made, 200, status.deliver(deliver, app, "canary", canary));
    repository.change().file("Procfile", "web: c").pushTo("canary");
    assertSame(made, 200, status.deliver(deliver, app, "canary", canary));
    assertProblem(409, "nothing changes", status.deliver(deliver, app, "canary", master));
  }

  @Test
  void aGreenStatusOfGiteaDeploysTheBranchesThatStandAtItsCommit() {
    deployOn("green");
    Deployment made = accepted(giteaStatus(canary, "ci/unit"));
    assertEquals(
        List.of("gitea", "canary", canary), List.of(made.trigger(), made.branch(), made.commit()));
    assertSame(made, 200, giteaStatus(canary, "ci/unit"));
    assertSame(
        made,
        200,
        deliver.forgejo(app, "status", ForgeEvents.giteaStatus(app, canary, "ci/unit", "")));
    repository.change().file("Procfile", "web: c").pushTo("canary");
    assertIgnored("no branch stands at commit " + canary, giteaStatus(canary, "ci/unit"));
    assertEquals(List.of(made.id()), ids());
  }

  @Test
  void aRepositoryThatCannotBeReachedIsSaid() {
    String nowhere = repository.url() + "-that-is-gone";
    builder.bean(SpecStore.class).save(Specs.withSlug(app, nowhere, "ada/" + app));
    deployOn("green");
    assertProblem(502, "cannot be reached", giteaStatus(canary, "ci/unit"));
    assertEquals(List.of(), ids());
  }

  @Test
  void aStatusOfGiteaThatDidNotPassOrIsOfAPullRequestDeploysNothing() {
    deployOn("green");
    String passed = ForgeEvents.giteaStatus(app, canary, "ci/unit", "");
    for (String state : List.of("pending", "failure", "error", "warning")) {
      assertIgnored(
          "did not pass: " + state, deliver.gitea(app, "status", passed.replace("success", state)));
    }
    assertIgnored("no branch stands at", giteaStatus("1".repeat(40), "ci/unit"));
    assertIgnored("Aviary's own", giteaStatus(canary, "aviary/" + app + "/canary"));
    assertProblem(
        400,
        "commit is missing",
        deliver.gitea(app, "status", passed.replace("\"sha\"", "\"other\"")));
    assertEquals(List.of(), ids());
  }

  @Test
  void theJobsOfGiteasActionsWaitForTheEndOfTheirRunUnlessOneIsNamed() {
    String job =
        ForgeEvents.giteaStatus(
            app, canary, "CI / unit (push)", "/ada/" + app + "/actions/runs/5/jobs/0");
    deployOn("green");
    assertIgnored("set deployOn to green:CI / unit (push)", deliver.gitea(app, "status", job));
    deployOn("green:CI / build (push)");
    assertIgnored("which this run is not", deliver.gitea(app, "status", job));
    assertEquals(List.of(), ids());
    deployOn("green:CI / unit (push)");
    accepted(deliver.gitea(app, "status", job));
  }

  @Test
  void aStatusOfGiteaDeploysOnlyTheBranchesThatTheSettingsName() {
    String commit = repository.change().file("Procfile", "web: same").pushTo("release/2");
    repository.branch("a-first", commit);
    repository.branch("a b;c", commit);
    triggers(new TriggerOptions("green", List.of("release/*"), null, null, null, "none"));
    assertEquals("release/2", accepted(giteaStatus(commit, "ci/unit")).branch());
    assertEquals(1, ids().size());
  }

  @Test
  void theStatusThatAviaryReportsDeploysNothing() {
    deployOn("green");
    assertIgnored(
        "Aviary's own",
        deliver.github(
            app, "status", ForgeEvents.githubStatus(app, "canary", canary, "aviary/canary")));
  }

  static Stream<Arguments> numberedRuns() {
    return Stream.of(
        numbered(
            "github",
            (d, app, b, c, n) ->
                d.github(app, "workflow_run", ForgeEvents.githubRun(app, b, c, n))),
        numbered(
            "github",
            (d, app, b, c, n) ->
                d.github(app, "check_suite", ForgeEvents.githubSuite(app, "\"" + b + "\"", c, n))),
        numbered(
            "gitlab",
            (d, app, b, c, n) ->
                d.gitlab(app, "Pipeline Hook", ForgeEvents.gitlabPipeline(app, b, c, n))),
        numbered(
            "gitea",
            (d, app, b, c, n) -> d.gitea(app, "workflow_run", ForgeEvents.giteaRun(app, b, c, n))),
        numbered(
            "gitea",
            (d, app, b, c, n) ->
                d.forgejo(app, "action_run_success", ForgeEvents.forgejoRun(app, b, c, n))));
  }

  static Stream<Arguments> statuses() {
    return Stream.of(
        of(
            "github",
            (d, app, b, c) ->
                d.github(app, "status", ForgeEvents.githubStatus(app, b, c, "ci/unit"))),
        of(
            "bitbucket",
            (d, app, b, c) ->
                d.bitbucket(
                    app, "repo:commit_status_updated", ForgeEvents.bitbucketStatus(app, b, c))));
  }

  private HttpResponse<String> giteaStatus(String commit, String context) {
    return deliver.gitea(
        app, "status", ForgeEvents.giteaStatus(app, commit, context, "https://ci.example.org/4"));
  }

  /** A delivery of a CI run that has a number. */
  @FunctionalInterface
  interface Numbered {
    HttpResponse<String> deliver(
        Deliveries deliver, String app, String branch, String commit, long number);
  }

  private static Arguments numbered(String forge, Numbered run) {
    return Arguments.of(forge, run);
  }
}
