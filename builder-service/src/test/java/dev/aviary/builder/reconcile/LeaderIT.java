package dev.aviary.builder.reconcile;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.model.Container;
import dev.aviary.builder.testing.BuilderProcess;
import dev.aviary.builder.testing.RealEngine;
import dev.aviary.builder.testing.RealForge;
import dev.aviary.builder.testing.RealRepository;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.judgement.JudgementStore;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.telemetry.BalancerStore;
import dev.aviary.contract.testing.RealRedis;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two builders, processes of their own, on one Redis and one engine: one leads. */
final class LeaderIT {
  private static final Wire WIRE = Wire.standalone();
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String APP = "demo";
  private static final String SERVE = "CMD exec python3 -m http.server $PORT\n";

  private final RealEngine engine = RealEngine.connect();
  private final RealRedis redis = RealRedis.start();
  private final RedisClient client = redis.client();
  private final RedisLink link = new RedisLink(client);
  private final EventLog events = new EventLog(link, new Writes(link), WIRE);
  private final RealForge forge = RealForge.start();
  private StandInBalancer balancer;
  private RealRepository repository;
  private BuilderProcess leader;
  private BuilderProcess other;

  @BeforeEach
  void start(@TempDir Path folder) {
    repository = RealRepository.in(folder.resolve("app.git"));
    balancer = new StandInBalancer(new ControlReader(link, WIRE), new BalancerStore(link, WIRE));
    leader = BuilderProcess.start(engine.instance(), redis, folder.resolve("one"), Map.of());
    awaitLeader(leader);
    other = BuilderProcess.start(engine.instance(), redis, folder.resolve("two"), Map.of());
  }

  @AfterEach
  void clear() throws Exception {
    leader.close();
    other.close();
    balancer.close();
    client.shutdown();
    redis.close();
    repository.close();
    forge.close();
    engine.close();
  }

  @Test
  void aDeploymentThatIsBuiltWhenTheLeaderIsKilledIsFinishedByTheOther() {
    register("");
    String mark = "marked-" + engine.instance();
    commit("RUN sleep 8 && : " + mark + "\n");
    Deployment deployment = deploy(other, "master");
    eventually("it is built", LONG, () -> engine.runs(mark));
    leader.kill();

    // Until the lease has expired, who needs the leader is told to come again.
    var shell = other.post("/apps/demo/slots/stable-1/exec", "{\"command\":[\"true\"]}");
    assertEquals(503, shell.statusCode(), shell.body());
    assertTrue(shell.headers().firstValue("Retry-After").isPresent());
    assertEquals(200, other.get("/deployments/" + deployment.id()).statusCode());

    awaitLeader(other);
    awaitLive(deployment);
    assertEquals(1, engine.images(), "it was built once to the end");
    assertEquals(2, containers().size());
  }

  @Test
  void aRolloutThatIsHalfWayWhenTheLeaderIsKilledGoesOn() {
    register("");
    commit("");
    awaitLive(deploy(leader, "master"));
    Set<String> before = containers();
    balancer.freeze();
    commit("ENV A=1\n");
    Deployment update = deploy(leader, "master");
    eventually(
        "it is half-way", LONG, () -> said(update).contains("every balancer to acknowledge"));
    Set<String> half = containers();
    leader.kill();
    awaitLeader(other);
    balancer.thaw();
    awaitLive(update);
    eventually("the old ones are gone", LONG, () -> containers().size() == 2);
    Set<String> after = containers();
    assertTrue(before.stream().noneMatch(after::contains));
    assertTrue(
        after.stream().anyMatch(half::contains), "what the first builder started was taken over");
  }

  @Test
  void aLeaderThatStoodStillTakesNoStepWhenItGoesOn() {
    register("");
    commit("");
    awaitLive(deploy(leader, "master"));
    balancer.freeze();
    commit("ENV A=1\n");
    Deployment update = deploy(leader, "master");
    eventually(
        "it is half-way", LONG, () -> said(update).contains("every balancer to acknowledge"));
    leader.signal("STOP");
    awaitLeader(other);
    balancer.thaw();
    awaitLive(update);
    eventually("the old ones are gone", LONG, () -> containers().size() == 2);
    Set<String> running = containers();
    int told = events.newest(1_000).size();

    leader.signal("CONT");
    eventually("it notices", LONG, () -> leader.output().contains("Lost the lease"));
    // It is asked, so it has come to itself; and the other leads still.
    assertEquals(200, leader.get("/apps/demo").statusCode());
    assertEquals(running, containers());
    assertEquals(told, events.newest(1_000).size());
    assertTrue(leads(other));
  }

  @Test
  void aLeaderThatEndsHandsTheLeaseOverAndNothingIsStartedAgain() {
    register("");
    commit("");
    awaitLive(deploy(leader, "master"));
    Set<String> running = containers();
    leader.end();
    assertFalse(leads(leader), "the lease need not expire");
    awaitLeader(other);
    assertEquals(running, containers());
    commit("ENV A=1\n");
    awaitLive(deploy(other, "master"));
  }

  @Test
  void eachSaysWhetherItLeads() {
    eventually("it says so", () -> leader.get("/health").body().contains("\"leads\":true"));
    assertTrue(leader.get("/prometheus").body().contains("aviary_builder_leads 1"));
    eventually(
        "the other is ready, as a standby", LONG, () -> other.get("/health").statusCode() == 200);
    assertTrue(other.get("/health").body().contains("\"leads\":false"));
    assertTrue(other.get("/prometheus").body().contains("aviary_builder_leads 0"));
    leader.end();
    awaitLeader(other);
    eventually("it says so", () -> other.get("/health").body().contains("\"leads\":true"));
  }

  @Test
  void whatNeedsTheLeaderIsAnsweredByEither() {
    register("");
    commit("");
    Deployment deployment = deploy(other, "master");
    awaitLive(deployment);
    String path = "/apps/demo/slots/stable-1";
    var run = other.post(path + "/exec", "{\"command\":[\"echo\",\"from the container\"]}");
    assertEquals(200, run.statusCode(), run.body());
    assertTrue(run.body().contains("from the container"), run.body());
    assertEquals(200, other.get(path + "/logs").statusCode());
    var refused = other.post(path + "/exec", "{\"command\":[]}");
    assertEquals(400, refused.statusCode(), refused.body());
    assertTrue(refused.headers().firstValue("Content-Type").orElse("").contains("problem+json"));

    String output = "/deployments/" + deployment.id() + "/output";
    String told = leader.get(output).body();
    assertTrue(told.contains("python-base"), told);
    assertEquals(told, other.get(output).body());
    var answer = WIRE.read(other.get("/apps/demo/build-token").body(), Map.class);
    String token = String.valueOf(answer.get("token"));
    assertEquals(told, other.send(other.open(output).header("X-Aviary-Token", token)).body());
    assertEquals(401, other.send(other.open(output)).statusCode());

    assertEquals(202, other.post(path + "/restart", "").statusCode());
    Set<String> before = containers();
    eventually("it is another one", LONG, () -> !containers().equals(before));
  }

  @Test
  void forgesAreToldOnceAndACanaryIsPromotedOnce() {
    register(
        """
        , "forge": "github", "forgeUrl": "%s",
        "steps": [{"percent": 50, "requests": 5, "seconds": 0}], "promote": "auto"\
        """
            .formatted(forge.url()));
    assertEquals(
        204, leader.put("/apps/demo/secrets/FORGE_TOKEN", "{\"value\": \"t\"}").statusCode());
    commit("");
    awaitLive(deploy(other, "master"));
    repository.change().file("Dockerfile", "FROM python-base\nENV A=1\n" + SERVE).pushTo("canary");
    Deployment canary = deploy(other, "canary");
    awaitLive(canary);
    var judgements = new JudgementStore(link, WIRE);
    var requests = new AtomicLong();
    eventually(
        "it is promoted",
        LONG,
        () -> {
          judgements.put(
              new Judgement(
                  APP,
                  canary.id(),
                  "r",
                  Instant.now(),
                  CanaryVerdict.GOOD,
                  List.of(),
                  null,
                  requests.addAndGet(10)));
          return count("promoted") > 0;
        });
    eventually("it is stable", LONG, () -> other.get("/apps/demo").body().contains("\"steady\""));
    eventually("the forge knows", LONG, () -> statuses("success") >= 3);
    assertEquals(1, count("promoted"));
    assertEquals(1, count("canary-steps-completed"));
    assertEquals(3, statuses("success"), forge.calls().toString());
  }

  private void register(String more) {
    var answer =
        leader.put(
            "/apps/" + APP,
            "{\"repository\": \"%s\", \"slug\": \"ada/demo\"%s}".formatted(repository.url(), more));
    assertEquals(200, answer.statusCode(), answer.body());
    eventually("its builder knows it", LONG, () -> link.commands().exists(Keys.rollout(APP)) == 1);
  }

  private void commit(String more) {
    repository.change().file("Dockerfile", "FROM python-base\n" + more + SERVE).pushTo("master");
  }

  private static Deployment deploy(BuilderProcess builder, String branch) {
    var answer =
        builder.post("/deployments", "{\"app\":\"%s\",\"branch\":\"%s\"}".formatted(APP, branch));
    assertEquals(202, answer.statusCode(), answer.body());
    return WIRE.read(answer.body(), Deployment.class);
  }

  private void awaitLive(Deployment deployment) {
    eventually("it has ended " + deployment.id(), LONG, () -> status(deployment).ended());
    assertEquals(
        DeploymentStatus.Live.class, status(deployment).getClass(), () -> said(deployment));
  }

  private DeploymentStatus status(Deployment deployment) {
    return WIRE.read(link.commands().get(Keys.deployment(deployment.id())), Deployment.class)
        .status();
  }

  private String said(Deployment deployment) {
    return link.commands().xrange(Keys.deploymentLog(deployment.id()), Range.unbounded()).stream()
        .map(entry -> entry.getBody().toString())
        .collect(Collectors.joining("\n"));
  }

  private boolean leads(BuilderProcess builder) {
    String held = link.commands().get(Keys.LEADER);
    return held != null && held.startsWith(builder.address() + " ");
  }

  private void awaitLeader(BuilderProcess builder) {
    eventually("it leads", LONG, () -> leads(builder));
  }

  private long count(String what) {
    return events.newest(1_000).stream().map(Event::what).filter(what::equals).count();
  }

  private long statuses(String state) {
    return forge.calls().stream()
        .filter(call -> call.path().contains("/statuses/"))
        .filter(call -> call.body().contains("\"state\":\"" + state + "\""))
        .count();
  }

  private Set<String> containers() {
    return engine
        .docker()
        .listContainersCmd()
        .withLabelFilter(Map.of(Labels.INSTANCE, engine.instance(), Labels.APP, APP))
        .exec()
        .stream()
        .map(Container::getId)
        .collect(Collectors.toUnmodifiableSet());
  }
}
