package dev.aviary.builder.forge;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.OwnAuthority;
import dev.aviary.builder.testing.RealForge;
import dev.aviary.builder.testing.RealForge.Call;
import dev.aviary.builder.testing.RunningBuilder;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.app.TriggerOptions;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.testing.RealRedis;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a forge is told of deployments, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForgeReporterIT {
  private static final String COMMIT = "a".repeat(40);
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private RealRedis redis;
  private RealForge forge;
  private RunningBuilder builder;
  private String app;

  @BeforeAll
  void start(@TempDir Path folder) {
    redis = RealRedis.start();
    forge = RealForge.start();
    builder =
        RunningBuilder.start(
            "forge",
            redis,
            folder.resolve("data"),
            Map.of(
                "aviary.public.url",
                "https://deploy.example.org/",
                "aviary.engine.host",
                "unix://" + folder.resolve("no.sock")));
    eventually(
        "the timeline is read",
        () -> builder.bean(RedisLink.class).commands().xinfoGroups(Keys.EVENTS).size() == 1);
  }

  @AfterAll
  void stop() {
    builder.close();
    forge.close();
    redis.close();
  }

  @BeforeEach
  void anAppOfItsOwn() {
    app = "app-" + UUID.randomUUID().toString().substring(0, 8);
    forge.forget();
    forge.answers(201, "{\"id\":4711}");
  }

  @ParameterizedTest
  @CsvSource({
    "github, /api/v3/repos/ada/APP/statuses/COMMIT, Bearer tok+en, null, '\"context\":\"aviary/APP/canary\"', pending, success",
    "gitea, /api/v1/repos/ada/APP/statuses/COMMIT, token tok+en, null, '\"context\":\"aviary/APP/canary\"', pending, success",
    "gitlab, /api/v4/projects/ada%2FAPP/statuses/COMMIT, null, tok+en, '\"name\":\"aviary/APP/canary\"', pending, success",
    "bitbucket, /repositories/ada/APP/commit/COMMIT/statuses/build, Bearer tok+en, null, '\"key\":\"aviary/APP/canary\"', INPROGRESS, SUCCESSFUL",
    "bitbucket-server, /rest/build-status/1.0/commits/COMMIT, Bearer tok+en, null, '\"key\":\"aviary/APP/canary\"', INPROGRESS, SUCCESSFUL"
  })
  void aDeploymentIsPendingAndThenASuccess(
      String kind,
      String path,
      String authorization,
      String privateToken,
      String name,
      String pending,
      String success) {
    register(kind);
    Deployment made = queued();
    Call first = call(0);
    assertEquals("POST", first.method());
    assertEquals(path.replace("APP", app).replace("COMMIT", COMMIT), first.path());
    assertEquals(authorization, first.authorization());
    assertEquals(privateToken, first.privateToken());
    assertTrue(first.body().contains(name.replace("APP", app)), first.body());
    assertTrue(first.body().contains("\"state\":\"" + pending + "\""), first.body());
    String address = "\"https://deploy.example.org/deployments/" + made.id() + "\"";
    assertTrue(first.body().contains(address), first.body());

    end(made, new DeploymentStatus.Live(release()));
    Call second = call(1);
    assertEquals(first.path(), second.path());
    assertTrue(second.body().contains("\"state\":\"" + success + "\""), second.body());
    allTold();
  }

  @Test
  void githubIsToldOfTheDeploymentAndItsAddress() {
    register("github");
    end(queued(), new DeploymentStatus.Live(release()));
    eventually("all is told", DEADLINE, () -> forge.calls().size() >= 3);
    List<Call> calls = forge.calls().subList(forge.calls().size() - 2, forge.calls().size());
    String deployments = "/api/v3/repos/ada/" + app + "/deployments";
    assertEquals(deployments, calls.getFirst().path());
    String made = calls.getFirst().body();
    assertTrue(made.contains("\"ref\":\"" + COMMIT + "\""), made);
    assertTrue(made.contains("\"environment\":\"" + app + " canary\""), made);
    assertTrue(made.contains("\"required_contexts\":[]"), made);
    assertTrue(made.contains("\"auto_merge\":false"), made);
    assertEquals(deployments + "/4711/statuses", calls.getLast().path());
    String status = calls.getLast().body();
    assertTrue(status.contains("\"state\":\"success\""), status);
    assertTrue(status.contains("\"environment_url\":\"https://shop.example.org\""), status);
    allTold();
  }

  @Test
  void aFailureIsToldInOneLine() {
    register("gitea");
    end(
        queued(),
        new DeploymentStatus.Failed("build", "exit code 1 " + "x".repeat(300) + "\nmore"));
    eventually("the failure is told", DEADLINE, () -> last().contains("\"state\":\"failure\""));
    assertTrue(last().contains("failed (build): exit code 1"), last());
    assertTrue(!last().contains("more") && last().contains("...\""), last());
  }

  @Test
  void whatWasSupersededIsNoFailure() {
    register("gitlab");
    end(queued(), new DeploymentStatus.Superseded("another"));
    eventually("it is told", DEADLINE, () -> last().contains("\"state\":\"canceled\""));
    allTold();
  }

  @Test
  void aCanaryThatIsWithdrawnIsAFailureAfterAll() {
    register("gitea");
    Deployment made = queued();
    end(made, new DeploymentStatus.Live(release()));
    eventually("it is live", DEADLINE, () -> last().contains("\"state\":\"success\""));
    event("canary-withdrawn", made, "CPU 97 %");
    eventually("it is withdrawn", DEADLINE, () -> last().contains("\"state\":\"failure\""));
    assertTrue(last().contains("withdrawn: CPU 97 %"), last());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 422, 301})
  void aForgeThatRefusesForGoodIsNotAskedAgainAndBlocksNothing(int status) {
    register("gitea");
    forge.answers(status, "{\"message\":\"no\"}");
    end(queued(), new DeploymentStatus.Live(release()));
    allTold();
    forge.answers(201, "");
    int before = forge.calls().size();
    Deployment next = queued("b".repeat(40));
    eventually("the next one is told", DEADLINE, () -> forge.calls().size() > before);
    assertTrue(forge.calls().getLast().path().endsWith("b".repeat(40)));
    end(next, new DeploymentStatus.Cancelled("api"));
    allTold();
  }

  @Test
  void aForgeThatIsAwayIsToldLaterInOrder() {
    register("gitea");
    forge.answers(503, "");
    Deployment made = queued();
    eventually("it was tried", DEADLINE, () -> !forge.calls().isEmpty());
    end(made, new DeploymentStatus.Live(release()));
    forge.forget();
    forge.answers(201, "");
    eventually("it is told", DEADLINE, () -> last().contains("\"state\":\"success\""));
    allTold();
  }

  @Test
  void gitlabHasAStatusAlready() {
    register("gitlab");
    forge.answers(400, "{\"message\":\"Cannot transition status via :enqueue from :pending\"}");
    end(queued(), new DeploymentStatus.Live(release()));
    allTold();
  }

  @Test
  void withoutATokenNothingIsSent() {
    AppSpec spec = Specs.of(app, "https://git.example.org/ada/" + app, null);
    save(spec, "gitea");
    queued();
    allTold();
    assertEquals(List.of(), forge.calls());
  }

  /** New settings for what runs: its event has a name of its own. */
  @Test
  void aRedeploymentIsToldToo() {
    register("gitea");
    Deployment made = admitted(COMMIT);
    event("redeploy-queued", made, "takes env.COLOUR live");
    assertTrue(call(0).body().contains("\"state\":\"pending\""), call(0).body());
    end(made, new DeploymentStatus.Live(release()));
    eventually("it is live", DEADLINE, () -> last().contains("\"state\":\"success\""));
    allTold();
  }

  @Test
  void theSecretForgeTokenIsTheTokenOfARepositoryWithoutOne() {
    AppSpec spec = Specs.of(app, "git@git.example.org:ada/" + app + ".git", null);
    save(spec, "gitea");
    assertEquals(
        204,
        builder
            .send(
                builder
                    .admin("/apps/" + app + "/secrets/FORGE_TOKEN")
                    .PUT(BodyPublishers.ofString("{\"value\":\"given\"}")))
            .statusCode());
    Deployment made = queued();
    assertEquals("token given", call(0).authorization());
    end(made, new DeploymentStatus.Live(release()));
    allTold();
  }

  @Test
  void aForgeWithACertificateOfTheOwnersAuthorityIsTold(@TempDir Path keys) {
    OwnAuthority authority = OwnAuthority.in(keys);
    try (RealForge own = RealForge.start(authority)) {
      AppSpec spec = Specs.of(app, "https://ada:token@git.example.org/ada/" + app, null);
      save(spec.withRepositoryCa(authority.pem()), "gitea", own.url());
      end(queued(), new DeploymentStatus.Live(release()));
      eventually("the forge is told", DEADLINE, () -> !own.calls().isEmpty());
      allTold();
    }
  }

  private void register(String kind) {
    save(Specs.of(app, "https://ada:tok%2Ben@git.example.org/ada/" + app + ".git", null), kind);
  }

  private void save(AppSpec spec, String kind) {
    save(spec, kind, forge.url());
  }

  private void save(AppSpec spec, String kind, String url) {
    builder
        .bean(SpecStore.class)
        .save(
            spec.withTriggers(
                new TriggerOptions(
                    "push", List.of(), kind, url, "https://shop.example.org", "none")));
  }

  private Deployment queued() {
    return queued(COMMIT);
  }

  private Deployment queued(String commit) {
    Deployment deployment = admitted(commit);
    event("deployment-queued", deployment, null);
    return deployment;
  }

  private Deployment admitted(String commit) {
    Instant now = Instant.now();
    var deployment =
        new Deployment(
            "d" + UUID.randomUUID().toString().substring(0, 8),
            app,
            Track.CANARY,
            "canary",
            commit,
            "github",
            null,
            now,
            now,
            new DeploymentStatus.Queued());
    builder.bean(DeploymentStore.class).admit(deployment, false);
    return deployment;
  }

  private void event(String what, Deployment deployment, @Nullable String why) {
    builder
        .bean(EventLog.class)
        .append(new Event(Instant.now(), "test", what, app, deployment.id(), why));
  }

  private void end(Deployment deployment, DeploymentStatus status) {
    builder.bean(DeploymentStore.class).change(deployment.id(), _ -> status);
  }

  private Release release() {
    return new Release(app + "-aaaaaaa-1", app, "canary", COMMIT, "image", null);
  }

  private Call call(int n) {
    eventually("call " + n + " came", DEADLINE, () -> forge.calls().size() > n);
    return forge.calls().get(n);
  }

  private String last() {
    List<Call> calls = forge.calls();
    return calls.isEmpty() ? "" : calls.getLast().body();
  }

  /** The whole timeline was read, and nothing of it waits. */
  private void allTold() {
    var redis = builder.bean(RedisLink.class).commands();
    String newest =
        redis.xrevrange(Keys.EVENTS, Range.unbounded(), Limit.from(1)).getFirst().getId();
    eventually(
        "nothing waits",
        DEADLINE,
        () ->
            String.valueOf(redis.xinfoGroups(Keys.EVENTS)).contains(newest)
                && redis.xpending(Keys.EVENTS, "forge").getCount() == 0);
  }
}
