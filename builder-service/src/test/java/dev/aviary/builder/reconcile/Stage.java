package dev.aviary.builder.reconcile;

import static dev.aviary.contract.testing.Eventually.eventually;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import dev.aviary.builder.engine.ExecRunner;
import dev.aviary.builder.rollout.RolloutService;
import dev.aviary.builder.testing.RealEngine;
import dev.aviary.builder.testing.RunningBuilder;
import dev.aviary.builder.testing.Specs;
import dev.aviary.builder.trigger.DeploymentIds;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.RunOptions;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.Slots;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.app.Track;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentLog;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.contract.route.Withdrawal;
import dev.aviary.contract.telemetry.BalancerStore;
import dev.aviary.contract.testing.RealRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A builder with a real Redis and the real engine, in an instance of its own. */
final class Stage implements AutoCloseable {
  /** Whole rollouts, on a machine that others use too. */
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  private static final Map<String, String> SETTINGS =
      Map.of("aviary.release-command.deadline", "15s");

  final RealRedis redis = RealRedis.start();
  private final Path folder;
  private final RedisClient ofBalancer;
  private final RealEngine engine = RealEngine.connect();
  final DockerClient docker = engine.docker();
  final RealImages images;
  final StandInBalancer balancer;
  RunningBuilder builder;
  String app = "none";

  Stage(Path folder) {
    this.folder = folder;
    builder = RunningBuilder.start(engine.instance(), redis, folder, SETTINGS);
    images = new RealImages(docker, engine.instance());
    ofBalancer = redis.client();
    var link = new RedisLink(ofBalancer);
    balancer =
        new StandInBalancer(
            new ControlReader(link, Wire.standalone()), new BalancerStore(link, Wire.standalone()));
  }

  /** What follows is about an app that nothing is known of. */
  void anotherApp() {
    app = "a" + UUID.randomUUID().toString().substring(0, 6);
    register();
  }

  void register() {
    builder.bean(SpecStore.class).save(Specs.of(app, "file:///app.git", null));
  }

  /** Ends this builder in good order and starts another one. */
  void anotherBuilder() {
    builder.close();
    builder = RunningBuilder.start(engine.instance(), redis, folder, SETTINGS);
  }

  Release good(String branch, String name) {
    return asDeployed(images.good(app, branch, name));
  }

  Release stubborn(String branch, String name) {
    return asDeployed(images.stubborn(app, branch, name));
  }

  /** The settings of the app, as PUT leaves them. */
  AppSpec settings(UnaryOperator<RunOptions> change) {
    var specs = builder.bean(SpecStore.class);
    AppSpec now = specs.find(app).orElseThrow();
    AppSpec next = now.withRun(change.apply(now.run()));
    specs.save(next);
    return next;
  }

  Release unstartable(String branch, String name) {
    return asDeployed(images.unstartable(app, branch, name));
  }

  Release sick(String branch, String name) {
    return asDeployed(images.sick(app, branch, name));
  }

  Release broken(String branch, String name) {
    return asDeployed(images.broken(app, branch, name));
  }

  /** With the app's settings as they are, as the build worker leaves it. */
  private Release asDeployed(Release release) {
    var spec = builder.bean(SpecStore.class).find(app).orElseThrow();
    return release
        .with(release.id(), spec.run().withPort(spec.run().listensOn()))
        .withBuild(spec.build());
  }

  /** A release of an app that does what the settings' variable MODE says. */
  Release odd(String branch, String name, String settings) {
    Release made = images.odd(app, branch, name);
    return made.with(made.id(), Wire.standalone().read(settings, RunOptions.class));
  }

  /** Says what should run without any deployment of it. */
  void wants(Rollout rollout) {
    var rollouts = builder.bean(RolloutStore.class);
    eventually(
        "the rollout is written",
        DEADLINE,
        () ->
            rollouts
                .put(
                    builder.bean(Writes.class).begin(),
                    app,
                    rollouts.find(app).orElse(null),
                    rollout)
                .run()
                .written());
  }

  /** Hands a built release over, as the build worker does. */
  Deployment deploy(Release release, Track track) {
    Instant now = Instant.now();
    var deployment =
        new Deployment(
            builder.bean(DeploymentIds.class).next(),
            app,
            track,
            release.branch(),
            release.commit(),
            "api",
            null,
            now,
            now,
            new DeploymentStatus.Building());
    builder.bean(DeploymentStore.class).admit(deployment, false);
    eventually(
        "the rollout takes " + release.id(),
        DEADLINE,
        () ->
            builder.bean(RolloutService.class).built(deployment, release, UnaryOperator.identity())
                instanceof Done);
    return deployment;
  }

  Deployment live(Release release, Track track) {
    Deployment deployment = deploy(release, track);
    until(release.id() + " is live", () -> status(deployment) instanceof DeploymentStatus.Live);
    return deployment;
  }

  /** Waits until it holds, and tells the log of the newest deployment if it never does. */
  void until(String what, BooleanSupplier holds) {
    try {
      eventually(what, DEADLINE, () -> answered(holds));
    } catch (AssertionError e) {
      var told = new StringBuilder(e.getMessage() + "\n" + rollout() + "\n" + slots());
      builder
          .bean(DeploymentStore.class)
          .newest(app, 2)
          .forEach(each -> told.append("\n").append(each).append(log(each)));
      throw new AssertionError(told.toString(), e);
    }
  }

  /** While Redis is away nothing is known to hold. */
  private static boolean answered(BooleanSupplier holds) {
    try {
      return holds.getAsBoolean();
    } catch (RedisException away) {
      return false;
    }
  }

  void withdraw(Deployment canary, String reason) {
    builder
        .bean(ControlStore.class)
        .withdraw(
            app, new Withdrawal(canary.commit(), canary.id(), reason, Instant.now(), "monitor"));
  }

  DeploymentStatus status(Deployment deployment) {
    return builder.bean(DeploymentStore.class).find(deployment.id()).orElseThrow().status();
  }

  List<String> log(Deployment deployment) {
    return builder.bean(DeploymentLog.class).all(deployment.id()).stream()
        .map(DeploymentLog.Line::text)
        .toList();
  }

  boolean said(Deployment deployment, String text) {
    return log(deployment).stream().anyMatch(line -> line.contains(text));
  }

  Rollout rollout() {
    return builder
        .bean(RolloutStore.class)
        .find(app)
        .map(RolloutStore.Held::rollout)
        .orElseGet(Rollout.Empty::new);
  }

  Slots slots() {
    return builder.bean(SlotStore.class).find(app).orElse(Slots.EMPTY);
  }

  Optional<Member> serving(Slot slot) {
    return Optional.ofNullable(slots().in(slot).serving());
  }

  boolean serves(Slot slot, Release release) {
    return serving(slot).filter(member -> member.release().equals(release.id())).isPresent();
  }

  String container(Slot slot) {
    return serving(slot).orElseThrow().container();
  }

  /** What a program prints in the container of a slot. */
  String output(Slot slot, String... command) {
    return builder.bean(ExecRunner.class).output(container(slot), command);
  }

  /** The ids of the app's containers that run. */
  List<String> running() {
    return containers().stream().map(Container::getId).sorted().toList();
  }

  boolean runs(String container) {
    return running().contains(container);
  }

  /** What happened to the app, newest first. */
  List<String> events() {
    return builder.bean(EventLog.class).newest(100).stream()
        .filter(event -> app.equals(event.app()))
        .map(Event::what)
        .toList();
  }

  /** Whether the builder has looked at the app. */
  boolean known() {
    return builder.bean(RolloutStore.class).find(app).isPresent();
  }

  /** Somebody writes a key by hand. */
  void set(String key, String value) {
    builder.bean(RedisLink.class).commands().set(key, value);
  }

  /** Somebody deletes a key by hand. */
  void delete(String key) {
    builder.bean(RedisLink.class).commands().del(key);
  }

  void forgetEverything() {
    builder.bean(RedisLink.class).commands().flushall();
  }

  @Override
  public void close() throws InterruptedException {
    balancer.close();
    builder.close();
    ofBalancer.shutdown();
    redis.close();
    engine.close();
  }

  private List<Container> containers() {
    return Objects.requireNonNull(
        docker
            .listContainersCmd()
            .withLabelFilter(Map.of(Labels.INSTANCE, engine.instance(), Labels.APP, app))
            .exec());
  }
}
