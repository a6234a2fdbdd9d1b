package dev.aviary.builder.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.listener.Origin;
import dev.aviary.builder.source.Branch;
import dev.aviary.builder.testing.Pushes;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.rollout.Rollout;
import dev.aviary.contract.rollout.RolloutStore;
import dev.aviary.contract.rollout.RolloutStore.Held;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.contract.route.Withdrawal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Which deployment a trigger leads to. */
final class AdmissionIT extends TriggerScene {
  private static final Origin SOMEBODY = new Origin("198.51.100.1", "a-request", null);

  @Test
  void threeTriggersOfOnePushAreOneDeployment() {
    var delivered = builder.deliver(travis, Pushes.passed(app, "master", master, 7));
    assertEquals(202, delivered.statusCode(), delivered.body());
    Deployment deployment = Wire.standalone().read(delivered.body(), Deployment.class);
    assertEquals(
        "/deployments/" + deployment.id(),
        delivered.headers().firstValue("Location").orElseThrow());
    assertEquals(master, deployment.commit());
    assertEquals("stable", deployment.track().id());

    assertSame(deployment, 200, builder.deliver(travis, Pushes.passed(app, "master", master, 7)));
    assertSame(deployment, 200, builder.send(build("master").header("X-Aviary-Token", token())));
    assertSame(deployment, 200, deploy("master", ""));
    assertEquals(List.of(deployment.id()), ids());
  }

  @Test
  void manyTriggersAtOnceAreOneDeployment() throws Exception {
    Callable<HttpResponse<String>> call =
        () -> builder.send(build("canary").header("Authorization", "Bearer " + token()));
    Callable<HttpResponse<String>> delivery =
        () -> builder.deliver(travis, Pushes.passed(app, "canary", canary, 3));
    Set<String> seen = new HashSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each :
          threads.invokeAll(List.of(call, delivery, call, delivery, call, delivery, call))) {
        assertTrue(each.get().statusCode() < 300, each.get().body());
        seen.add(Wire.standalone().read(each.get().body(), Deployment.class).id());
      }
    }
    assertEquals(1, seen.size());
    assertEquals(List.copyOf(seen), ids());
  }

  @Test
  void aTriggerThatWasDecidedBeforeARemovalBeganAdmitsNothing() {
    var rollouts = builder.bean(RolloutStore.class);
    rollouts.put(builder.bean(Writes.class).begin(), app, null, new Rollout.Empty()).run();
    Held before = rollouts.find(app).orElseThrow();
    assertEquals(202, builder.send(builder.admin("/apps/" + app).DELETE()).statusCode());
    var spec = builder.bean(SpecStore.class).find(app).orElseThrow();
    var wanted =
        new WantedDeployment(
            spec, new Branch("canary"), null, WantedDeployment.PERSON, null, null, SOMEBODY, null);
    assertTrue(builder.bean(DeploymentRecorder.class).admit(wanted, canary, before).isEmpty());
    assertProblem(409, "is being removed", deploy("canary", ""));
    assertEquals(List.of(), ids());
  }

  @Test
  void aLateOlderDeliveryChangesNothing() {
    assertEquals(
        202, builder.deliver(travis, Pushes.passed(app, "master", master, 7)).statusCode());
    List<String> before = ids();
    var late = builder.deliver(travis, Pushes.passed(app, "master", canary, 6));
    assertProblem(409, "build 7 was taken before build 6", late);
    assertEquals(before, ids());
    assertEquals(
        202,
        builder.deliver(travis, Pushes.passed(app, "canary", canary, 6)).statusCode(),
        "another branch counts for itself");
  }

  @Test
  void theSameDeliveryIsAnsweredWithItsDeploymentEvenWhenThatHasEnded() {
    String payload = Pushes.passed(app, "canary", canary, 4);
    var first = Wire.standalone().read(builder.deliver(travis, payload).body(), Deployment.class);
    String other = repository.change().file("Procfile", "web: c").file("n", app).pushTo("canary");
    var second =
        Wire.standalone()
            .read(
                builder.deliver(travis, Pushes.passed(app, "canary", other, 5)).body(),
                Deployment.class);
    assertProblem(409, "build 5", builder.deliver(travis, payload));
    builder
        .bean(DeploymentStore.class)
        .change(second.id(), _ -> new DeploymentStatus.Failed("build", "broken"));
    assertSame(second, 200, builder.deliver(travis, Pushes.passed(app, "canary", other, 5)));
    assertTrue(state(first.id()).ended());
  }

  @Test
  void aNewerDeploymentOfTheTrackTakesTheOldersPlace() {
    var first = accepted(deploy("canary", ""));
    var stable = accepted(deploy("master", ""));
    // On top, so that the older one's commit is still there when its turn comes first.
    repository.change().file("Procfile", "web: d").file("again", app).addTo("canary");
    var second = accepted(deploy("canary", ""));
    assertEnded(second.id(), first.id());
    assertFalse(state(stable.id()).ended(), "the other track goes on");
    assertFalse(state(second.id()).ended());
  }

  @Test
  void goingBackToTheLiveCommitEndsWhatIsOnItsWayOfThatBranch() {
    var first = accepted(deploy("master", ""));
    live(first);
    repository.change().file("Procfile", "web: broken").file("id", app).pushTo("master");
    var second = accepted(deploy("master", ""));
    repository.change().file("Procfile", "web: a").file("id", app).pushTo("master");

    assertSame(first, 200, builder.send(build("master", token())));
    assertEnded(first.id(), second.id());
    assertFalse(state(first.id()) instanceof DeploymentStatus.Replaced);
  }

  @Test
  void whatIsOnItsWayOfAnotherBranchEndsOnlyWhenAPersonGoesBack() {
    var first = accepted(deploy("canary", ""));
    live(first);
    repository.change().file("Procfile", "web: x").file("id", app).pushTo("feature");
    var second = accepted(deploy("feature", ""));

    assertSame(first, 200, builder.send(build("canary", token())));
    assertFalse(state(second.id()).ended(), "the last trigger of a push may come late");
    assertSame(first, 200, deploy("canary", ""));
    assertEnded(first.id(), second.id());
  }

  @Test
  void anOldCommitThatIsLiveEndsNothing() {
    var first = accepted(deploy("master", ""));
    live(first);
    repository.change().file("Procfile", "web: new").file("id", app).pushTo("master");
    var second = accepted(deploy("master", ""));
    assertSame(first, 200, deploy("master", ",\"commit\":\"" + master + "\""));
    assertFalse(state(second.id()).ended(), "the branch stands at the newer one");
  }

  private void live(Deployment deployment) {
    var release = new Release(app + "-1-1", app, "x", deployment.commit(), "sha256:1", null);
    builder
        .bean(DeploymentStore.class)
        .change(deployment.id(), _ -> new DeploymentStatus.Live(release));
  }

  private void assertEnded(String by, String id) {
    switch (state(id)) {
      case DeploymentStatus.Superseded(String newer) -> assertEquals(by, newer);
      case DeploymentStatus.Cancelled(String newer) -> assertEquals(by, newer);
      default -> throw new AssertionError(state(id));
    }
  }

  @Test
  void twoCommitsAtOnceNeverEndEachOther() throws Exception {
    repository.change().file("Procfile", "web: e").file("x", app).pushTo("x");
    repository.change().file("Procfile", "web: f").file("y", app).pushTo("y");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var each :
          threads.invokeAll(
              List.<Callable<HttpResponse<String>>>of(
                  () -> deploy("x", ""), () -> deploy("y", ""), () -> deploy("canary", "")))) {
        assertEquals(202, each.get().statusCode(), each.get().body());
      }
    }
    assertEquals(1, ids().stream().filter(id -> !state(id).ended()).count());
  }

  @Test
  void aWithdrawnCommitComesBackOnlyWithForceAndAReason() {
    var first = accepted(deploy("canary", ""));
    builder
        .bean(DeploymentStore.class)
        .change(first.id(), _ -> new DeploymentStatus.Failed("probe", "made room"));
    builder
        .bean(ControlStore.class)
        .withdraw(
            app, new Withdrawal(canary, first.id(), "cpu over 50 %", Instant.EPOCH, "monitor"));

    assertProblem(409, "cpu over 50 %", deploy("canary", ""));
    assertProblem(409, "cpu over 50 %", builder.send(build("canary", token())));
    assertProblem(
        409, "cpu over 50 %", builder.deliver(travis, Pushes.passed(app, "canary", canary, 9)));
    assertProblem(400, "reason", deploy("canary", ",\"force\":true"));
    assertProblem(400, "reason", deploy("canary", ",\"force\":true,\"reason\":\" \""));

    var forced = accepted(deploy("canary", ",\"force\":true,\"reason\":\"it was the load\""));
    assertEquals("it was the load", forced.forced());
  }

  @Test
  void aLiveCanaryThatWasJustWithdrawnIsTriedAnewWithForce() {
    var first = accepted(deploy("canary", ""));
    var release = new Release(app + "-1-1", app, "canary", canary, "sha256:1", null);
    builder.bean(DeploymentStore.class).change(first.id(), _ -> new DeploymentStatus.Live(release));
    builder
        .bean(ControlStore.class)
        .withdraw(app, new Withdrawal(canary, first.id(), "hot", Instant.EPOCH, "monitor"));
    var forced = accepted(deploy("canary", ",\"force\":true,\"reason\":\"again\""));
    assertFalse(forced.id().equals(first.id()));
    assertEquals(new DeploymentStatus.Withdrawn(release, "hot"), state(first.id()));
  }

  @Test
  void aCommitMayBeNamed() {
    var named = accepted(deploy("canary", ",\"commit\":\"" + master + "\""));
    assertEquals(master, named.commit());
    assertProblem(400, "40 hexadecimal", deploy("canary", ",\"commit\":\"main\""));
  }

  @Test
  void aSlugIsTheSameInCapitals() {
    String payload = Pushes.passed(app, "master", master, 5).replace("\"ada\"", "\"Ada\"");
    assertEquals(202, builder.deliver(travis, payload).statusCode());
  }
}
