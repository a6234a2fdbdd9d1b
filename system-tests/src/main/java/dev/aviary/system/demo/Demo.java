package dev.aviary.system.demo;

import dev.aviary.system.load.Place;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.source.Experiment;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.FlagCalls;
import dev.aviary.system.stack.Ports;
import dev.aviary.system.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * From a push to the withdrawn canary, the promoted repair and the killed services, on the stack
 * that {@code deploy/up} started. It leaves the stack with its first stable release and no canary.
 *
 * <p>Arguments: the project's folder, the instance, its port offset.
 */
public final class Demo {
  private static final int PER_SECOND = 200;
  private static final String SWITCH = Experiment.FILE;
  private static final String PROCFILE = "Procfile";

  private final Stack stack;
  private final App app;
  private final FlagCalls flags;
  private final SteadyLoad load;
  private final DemoCanaries canaries;
  private final Narrator narrator = new Narrator(System.out);

  private Demo(Stack stack) {
    this.stack = stack;
    this.app = App.of(stack, "flask-app");
    this.flags = new FlagCalls(stack);
    this.load = app.load(PER_SECOND, app.places().toArray(Place[]::new));
    this.canaries = new DemoCanaries(app, load);
  }

  public static void main(String[] arguments) {
    var ports = new Ports(Integer.parseInt(arguments[2]));
    try (var stack = new Stack(Path.of(arguments[0]), arguments[1], ports)) {
      new Demo(stack).tell();
    }
  }

  private void tell() {
    String stable = app.commitIn("stable-1");
    var leftover = new Thread(this::leaveNoTrace);
    Runtime.getRuntime().addShutdownHook(leftover);
    try (load) {
      aPushBecomesACanary();
      flagsSwitchAtRunTime();
      aBurningCanaryIsWithdrawn();
      aRepairIsPromotedAndRolledBack(stable);
      new VisitorChapters(canaries, load, narrator).tell(stable);
      aBrokenCommitChangesNothing();
      servicesDie();
      narrator.chapter("What the visitors saw");
      load.verify();
      narrator.tell(
          "%,d requests were answered, and none from a wrong place. %,d failed on the canary that is there to fail, no other."
              .formatted(load.answered(), load.excused()));
    } finally {
      leaveNoTrace();
      Runtime.getRuntime().removeShutdownHook(leftover);
    }
  }

  /** However the demo ends: a flag that stayed on would burn every canary to come. */
  private void leaveNoTrace() {
    flags.offForCanaries("siege_feature");
    flags.off("new_feature");
    app.set("{\"promote\": \"ask\", \"steps\": []}");
    if (!app.repository().file("canary", PROCFILE).equals(laidOut(PROCFILE))) {
      app.repository().push("canary", PROCFILE, laidOut(PROCFILE), "Remember the database");
    }
  }

  private void aPushBecomesACanary() {
    narrator.chapter("A branch is pushed and becomes a canary");
    narrator.tell("A steady load of %d requests a second runs from now on.".formatted(PER_SECOND));
    String commit =
        canaries.push(SWITCH, laidOut("branches/canary/" + SWITCH), "Burn when asked to");
    String id = canaries.deploy(commit);
    narrator.tell("Deployment %s: commit %.7s is live on the canary slot.".formatted(id, commit));
    narrator.tell(
        "The same trigger again is answered with %s.".formatted(app.build("canary").text("id")));
    Map<String, Long> shares =
        load.next(300).stream()
            .collect(Collectors.groupingBy(each -> each.slot(), Collectors.counting()));
    narrator.tell("The next 300 requests: %s.".formatted(shares));
  }

  private void flagsSwitchAtRunTime() {
    narrator.chapter("A feature flag switches a running build");
    narrator.tell("/new answers %s on the three slots.".formatted(statuses("/new")));
    flags.on("new_feature");
    narrator.tell("new_feature on:  %s.".formatted(statuses("/new")));
    flags.off("new_feature");
    narrator.tell("new_feature off: %s.".formatted(statuses("/new")));
  }

  private void aBurningCanaryIsWithdrawn() {
    narrator.chapter("The canary burns a CPU and is taken out of the traffic");
    String commit = app.commitIn("canary");
    String id = app.newestDeployment();
    flags.onForCanaries("siege_feature");
    narrator.tell(
        "siege_feature on, for the canary alone; a container is judged once it is 20 s old.");
    Await.until(
        "the canary is withdrawn", Stack.PATIENCE, () -> app.status(id).equals("withdrawn"));
    narrator.tell("Withdrawn. docker stats would have said:");
    narrator.show(stack.monitor().table());
    app.awaitNoCanary();
    load.forbid(Place.canary(commit));
    flags.offForCanaries("siege_feature");
    narrator.tell("Its container has finished its requests and is gone.");
    narrator.tell("Promote it? %s".formatted(app.promote().text("detail")));
    narrator.tell("Deploy it again? %s".formatted(app.deploy("canary").text("detail")));
    narrator.tell("The mail to the owner:");
    narrator.show(stack.newestMail());
  }

  private void aRepairIsPromotedAndRolledBack(String before) {
    narrator.chapter("A repair is pushed, promoted, and rolled back");
    String harmless = app.repository().file("master", SWITCH);
    String repaired = canaries.push(SWITCH, harmless, "Burn no more");
    canaries.deploy(repaired);
    load.allow(Place.stable(repaired));
    app.await(app.promote(), "live");
    narrator.tell("Promoted: both stable slots run %.7s.".formatted(app.commitIn("stable-2")));
    load.allow(Place.stable(before));
    app.await(app.rollBack(), "live");
    load.forbid(Place.stable(repaired));
    narrator.tell("Rolled back: both stable slots run %.7s.".formatted(app.commitIn("stable-2")));
  }

  private void aBrokenCommitChangesNothing() {
    narrator.chapter("A commit that never answers changes nothing");
    canaries.push(PROCFILE, "web: sh -c 'echo no database; exit 1'\n", "Forget the database");
    String id = app.await(app.build("canary"), "failed");
    narrator.tell("Deployment %s failed:".formatted(id));
    narrator.show(stack.builderAdmin().get("/deployments/" + id).text("status", "reason"));
    app.repository().push("canary", PROCFILE, laidOut(PROCFILE), "Remember the database");
  }

  private void servicesDie() {
    narrator.chapter("Services die, and Redis stops");
    for (String role : List.of("builder", "monitor", "flag")) {
      stack.host().kill(role);
      narrator.tell("kill -9 of the %s.".formatted(role));
    }
    stack.host().stop("redis");
    load.next(5 * PER_SECOND);
    narrator.tell("Redis was stopped; a thousand requests were answered without it.");
    stack.host().start("redis");
    stack.awaitHealthy();
    narrator.tell("All are back and well.");
    load.duringOutage(() -> {
      stack.host().kill("balancer");
      stack.awaitHealthy();
    });
    narrator.tell("kill -9 of the balancer: it came back with the routes in its own file.");
    load.next(PER_SECOND);
  }

  /** What the sample was laid out with, whatever was pushed since. */
  private String laidOut(String file) {
    try {
      return Files.readString(stack.root().resolve("examples/flask-app").resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String statuses(String path) {
    return List.of("stable-1", "stable-2", "canary").stream()
        .map(slot -> Integer.toString(app.slot(slot, path).status()))
        .collect(Collectors.joining(", "));
  }
}
