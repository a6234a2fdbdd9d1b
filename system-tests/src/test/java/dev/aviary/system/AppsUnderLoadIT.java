package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.system.load.Place;
import dev.aviary.system.load.Served;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.source.Repository;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Stack;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an owner does to an app that serves, under a load that misses nothing. */
@ExtendWith(StackExtension.class)
final class AppsUnderLoadIT {
  private static final int PER_SECOND = 200;
  private static final List<String> STABLE = List.of("stable-1", "stable-2");
  private static final String SLUG = "\"slug\": \"birds/under-load\", ";
  private static final String VOLUME =
      SLUG + "\"env\": {\"COLOUR\": \"green\"}, \"volumes\": [\"data:/data\"], ";
  private static final String RELEASE = VOLUME + "\"release\": \"echo run >>/data/runs\"";

  private final Stack stack;
  private final App app;

  AppsUnderLoadIT(OwnStack own) {
    this.stack = own.stack();
    this.app =
        own.app(
            "under-load",
            Repository.layOut(stack.root(), stack.repositories().resolve("under-load.git")),
            SLUG + "\"env\": {\"COLOUR\": \"blue\"}");
  }

  @Test
  void noRequestFailsWhileSettingsReleasesVolumesProcessesAndContainersChange() {
    app.await(app.deploy("master"), "live");
    String first = app.repository().tip("master");
    String second = app.repository().tip("canary");
    try (SteadyLoad load = app.load(PER_SECOND, Place.stable(first))) {
      newSettingsGoLive();
      aReleaseCommandRunsOnceOnAVolumeOfTheApp();
      aReleaseCommandThatFailsChangesNothing();
      aWorkerRunsBeside();
      aSlotIsRestarted();
      load.allow(Place.canary(second)).allow(Place.stable(second));
      aCanaryWithAReleaseCommandIsPromoted(second);
      List<Served> served = load.served();
      assertTrue(served.size() > 10 * PER_SECOND, served.size() + " requests");
      assertEquals(0, served.stream().filter(Served::failed).count(), "failed of " + served.size());
      load.verify();
    }
  }

  private void newSettingsGoLive() {
    assertEquals(List.of(), app.pending());
    app.change(SLUG + "\"env\": {\"COLOUR\": \"green\"}");
    assertEquals(List.of("env.COLOUR"), app.pending());
    STABLE.forEach(slot -> assertEquals("blue", inside(slot, "os.environ['COLOUR']")));
    app.await(app.redeploy(), "live");
    STABLE.forEach(slot -> assertEquals("green", inside(slot, "os.environ['COLOUR']")));
  }

  private void aReleaseCommandRunsOnceOnAVolumeOfTheApp() {
    app.change(RELEASE);
    app.await(app.redeploy(), "live");
    STABLE.forEach(slot -> assertEquals("run", inside(slot, "open('/data/runs').read()")));
  }

  private void aReleaseCommandThatFailsChangesNothing() {
    Set<String> before = Set.copyOf(stack.host().containers(app.name()));
    assertEquals(2, before.size());
    app.change(VOLUME + "\"release\": \"echo no such table; exit 3\"");
    String failed = app.await(app.redeploy(), "failed");
    assertTrue(app.log(failed).contains("no such table"), app.log(failed));
    assertEquals(before, Set.copyOf(stack.host().containers(app.name())));
  }

  private void aWorkerRunsBeside() {
    app.change(
        RELEASE + ", \"processes\": {\"worker\": \"echo working >/data/worker; exec sleep 3600\"}");
    app.await(app.redeploy(), "live");
    Await.until(
        "the worker has written what the slots read",
        Stack.PATIENCE,
        () -> inside("stable-1", "os.path.exists('/data/worker')").equals("True"));
  }

  private void aSlotIsRestarted() {
    List<String> before = stack.host().containers(app.name(), "stable-1");
    app.restart("stable-1").expect(202);
    Await.until(
        "another container has taken the slot, and the one before is gone",
        Stack.PATIENCE,
        () -> {
          List<String> now = stack.host().containers(app.name(), "stable-1");
          return now.size() == 1 && !now.equals(before);
        },
        () -> stack.host().containers(app.name()));
  }

  private void aCanaryWithAReleaseCommandIsPromoted(String commit) {
    app.await(app.deploy("canary"), "live");
    String runs = inside("canary", "open('/data/runs').read()");
    app.await(app.promote(), "live");
    app.awaitStable(commit);
    app.awaitNoCanary();
    STABLE.forEach(slot -> assertEquals(runs, inside(slot, "open('/data/runs').read()")));
  }

  /** What an expression of Python is in the slot's container. */
  private String inside(String slot, String expression) {
    Await.until(
        "one container is in " + slot,
        Stack.PATIENCE,
        () -> stack.host().containers(app.name(), slot).size() == 1);
    String container = stack.host().containers(app.name(), slot).getFirst();
    return stack.host().python(container, "import os; print(" + expression + ")");
  }
}
