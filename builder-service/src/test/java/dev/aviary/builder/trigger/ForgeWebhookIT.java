package dev.aviary.builder.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.Deliveries;
import dev.aviary.builder.testing.ForgeEvents;
import dev.aviary.builder.testing.Pushes;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.app.TriggerOptions;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The webhooks of forges: what deploys, once, and in which order. */
final class ForgeWebhookIT extends TriggerScene {
  private Deliveries deliver;

  @BeforeEach
  void signer() {
    deliver = new Deliveries(builder);
  }

  /** A delivery of one forge. */
  @FunctionalInterface
  interface Delivering {
    HttpResponse<String> deliver(Deliveries deliver, String app, String branch, String commit);
  }

  static Stream<Arguments> pushes() {
    return Stream.of(
        of(
            "github",
            (d, app, b, c) ->
                d.github(app, "push", ForgeEvents.githubPush(app, "refs/heads/" + b, c))),
        of(
            "github",
            (d, app, b, c) ->
                d.githubForm(app, "push", ForgeEvents.githubPush(app, "refs/heads/" + b, c))),
        of(
            "gitlab",
            (d, app, b, c) ->
                d.gitlab(app, "Push Hook", ForgeEvents.gitlabPush(app, "refs/heads/" + b, c))),
        of(
            "gitlab",
            (d, app, b, c) ->
                d.gitlabSigned(
                    app, "Push Hook", ForgeEvents.gitlabPush(app, "refs/heads/" + b, c))),
        of(
            "gitea",
            (d, app, b, c) ->
                d.gitea(app, "push", ForgeEvents.giteaPush(app, "refs/heads/" + b, c))),
        of(
            "gitea",
            (d, app, b, c) ->
                d.giteaForm(app, "push", ForgeEvents.giteaPush(app, "refs/heads/" + b, c))),
        of(
            "gitea",
            (d, app, b, c) ->
                d.forgejo(app, "push", ForgeEvents.giteaPush(app, "refs/heads/" + b, c))),
        of(
            "bitbucket",
            (d, app, b, c) -> d.bitbucket(app, "repo:push", ForgeEvents.bitbucketPush(app, b, c))),
        of(
            "bitbucket",
            (d, app, b, c) ->
                d.bitbucket(app, "repo:refs_changed", ForgeEvents.bitbucketServerPush(app, b, c))));
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

  @ParameterizedTest
  @MethodSource("pushes")
  void aPushDeploysItsCommitOnceHoweverOftenItIsDelivered(String forge, Delivering push) {
    Deployment made = accepted(push.deliver(deliver, app, "canary", canary));
    assertEquals(canary, made.commit());
    assertEquals("canary", made.branch());
    assertEquals(forge, made.trigger());
    assertSame(made, 200, push.deliver(deliver, app, "canary", canary));
    assertEquals(List.of(made.id()), ids());
  }

  @ParameterizedTest
  @MethodSource("pushes")
  void aPushThatIsOverChangesNothing(String forge, Delivering push) {
    String newer = repository.change().file("Procfile", "web: c").pushTo("canary");
    assertProblem(
        409, "stands at " + newer.substring(0, 7), push.deliver(deliver, app, "canary", canary));
    Deployment made = accepted(push.deliver(deliver, app, "canary", newer));
    assertProblem(409, "nothing changes", push.deliver(deliver, app, "canary", canary));
    assertEquals(List.of(made.id()), ids());
  }

  @Test
  void aDeliveryThatIsSentAgainDoesNotBringBackWhatWasRolledBack() {
    String push = ForgeEvents.githubPush(app, "refs/heads/master", master);
    Deployment made = accepted(deliver.github(app, "push", push));
    end(made, new DeploymentStatus.Failed("probe", "no answer"));
    assertSame(made, 200, deliver.github(app, "push", push));
    assertEquals(List.of(made.id()), ids());
  }

  @Test
  void aBranchThatIsPushedBackIsDeployedAnew() {
    Deployment first = accepted(github("canary", canary));
    String newer = repository.change().file("Procfile", "web: c").pushTo("canary");
    accepted(github("canary", newer));
    assertEquals(
        canary, repository.change().file("Procfile", "web: b").file("id", app).pushTo("canary"));
    Deployment third = accepted(github("canary", canary));
    assertEquals(List.of(third.id(), first.id()), List.of(ids().getFirst(), ids().getLast()));
  }

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

  @Test
  void theSettingSaysWhichEventDeploys() {
    String push = ForgeEvents.githubPush(app, "refs/heads/canary", canary);
    String run = ForgeEvents.githubRun(app, "canary", canary, 8);
    assertIgnored("deployOn", deliver.github(app, "workflow_run", run));
    deployOn("green");
    assertIgnored("deployOn is green", deliver.github(app, "push", push));
    deployOn("green:Nightly");
    assertIgnored("which this run is not", deliver.github(app, "workflow_run", run));
    assertEquals(List.of(), ids());
    deployOn("green:CI");
    accepted(deliver.github(app, "workflow_run", run));
  }

  @Test
  void aBranchThatTheSettingsLeaveOutIsIgnored() {
    triggers(new TriggerOptions("push", List.of("master", "release/*"), null, null, null, "none"));
    assertIgnored("branches is", github("canary", canary));
    assertProblem(
        422, "branches is", builder.deliver(travis, Pushes.passed(app, "canary", canary, 3)));
    assertEquals(List.of(), ids());
    accepted(github("master", master));
    String commit = repository.change().file("Procfile", "web: r").pushTo("release/1");
    accepted(github("release/1", commit));
  }

  @Test
  void aPushOfSeveralBranchesIsTakenForEach() {
    String json =
        ForgeEvents.bitbucketPush(app, "canary", canary)
            .replace(
                "]}}",
                ",{\"old\":{\"name\":\"gone\"},\"new\":null},{\"new\":{\"type\":\"branch\",\"name\":\"master\",\"target\":{\"hash\":\""
                    + master
                    + "\"}}}]}}");
    accepted(deliver.bitbucket(app, "repo:push", json));
    assertEquals(2, ids().size());
  }

  @ParameterizedTest
  @CsvSource({"github, ping", "bitbucket, diagnostics:ping"})
  void aPingIsAnsweredWithTheAppWhoseSecretItBrings(String forge, String event) {
    assertIgnored(
        app, deliver.signed(forge, app, event, "{\"zen\":\"Keep it logically awesome.\"}"));
  }

  @Test
  void theRepositoryIsKnownByItsAddressToo() {
    String local = repository.url().replaceAll("/$", "").replaceAll("\\.git$", "");
    String slug = local.substring(local.lastIndexOf('/', local.lastIndexOf('/') - 1) + 1);
    AppSpec spec = builder.bean(SpecStore.class).find(app).orElseThrow();
    builder
        .bean(SpecStore.class)
        .save(
            new AppSpec(
                app,
                0,
                spec.repository(),
                null,
                "master",
                null,
                List.of(),
                spec.build(),
                spec.run()));
    accepted(
        deliver.github(
            app,
            "push",
            ForgeEvents.githubPush(app, "refs/heads/canary", canary).replace("ada/" + app, slug)));
  }

  @Test
  void whatIsToBeEnteredAtTheForgeIsTold() {
    String told = builder.get("/apps/" + app + "/webhook").body();
    assertTrue(told.contains("\"secret\":\"" + deliver.secret(app) + "\""), told);
    assertTrue(told.contains("\"signingToken\":\"whsec_"), told);
    assertTrue(told.contains("\"github\":\"/webhooks/github?app=" + app + "\""), told);
    assertTrue(told.contains("\"deployOn\":\"push\""), told);
    assertProblem(404, "no app", builder.get("/apps/nobody/webhook"));
  }

  private HttpResponse<String> github(String branch, String commit) {
    return deliver.github(app, "push", ForgeEvents.githubPush(app, "refs/heads/" + branch, commit));
  }

  private HttpResponse<String> giteaStatus(String commit, String context) {
    return deliver.gitea(
        app, "status", ForgeEvents.giteaStatus(app, commit, context, "https://ci.example.org/4"));
  }

  private void deployOn(String event) {
    triggers(new TriggerOptions(event, List.of(), null, null, null, "none"));
  }

  private void triggers(TriggerOptions options) {
    var specs = builder.bean(SpecStore.class);
    specs.save(specs.find(app).orElseThrow().withTriggers(options));
  }

  private void end(Deployment deployment, DeploymentStatus end) {
    builder.bean(DeploymentStore.class).change(deployment.id(), _ -> end);
  }

  static void assertIgnored(String why, HttpResponse<String> answer) {
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(answer.body().startsWith("{\"ignored\":"), answer.body());
    assertTrue(answer.body().contains(why), answer.body());
  }

  /** A delivery of a CI run that has a number. */
  @FunctionalInterface
  interface Numbered {
    HttpResponse<String> deliver(
        Deliveries deliver, String app, String branch, String commit, long number);
  }

  private static Arguments of(String forge, Delivering delivering) {
    return Arguments.of(forge, delivering);
  }

  private static Arguments numbered(String forge, Numbered run) {
    return Arguments.of(forge, run);
  }
}
