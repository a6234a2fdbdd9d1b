package dev.aviary.builder.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.ForgeEvents;
import dev.aviary.builder.testing.Pushes;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.app.TriggerOptions;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The webhooks of forges: what deploys, once, and in which order. */
final class ForgeWebhookIT extends ForgeWebhookCase {
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

  private void end(Deployment deployment, DeploymentStatus end) {
    builder.bean(DeploymentStore.class).change(deployment.id(), _ -> end);
  }
}
