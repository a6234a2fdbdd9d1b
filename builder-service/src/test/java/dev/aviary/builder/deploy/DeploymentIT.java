package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What people see of deployments, and how these end before their time. */
final class DeploymentIT extends BuildScene {
  @Test
  void aCancelledBuildStops() {
    String mark = dockerfile("RUN echo begun && sleep 987");
    Deployment deployment = bench.deploy(branch);
    awaitLine(deployment, "begun");
    bench.await("the build's container", () -> runs(mark), runs -> runs, () -> "");
    var answer = bench.builder().post("/deployments/" + deployment.id() + "/cancel", "");
    assertEquals(200, answer.statusCode(), answer.body());
    bench.await("the build's container", () -> runs(mark), runs -> !runs, () -> "");
    assertEquals(new DeploymentStatus.Cancelled("api"), bench.state(deployment.id()));
    var again = bench.builder().post("/deployments/" + deployment.id() + "/cancel", "");
    assertEquals(200, again.statusCode(), "it is cancelled");
  }

  @Test
  void aNewerPushStopsTheOldersBuild() {
    String mark = dockerfile("RUN echo begun && sleep 986");
    Deployment older = bench.deploy(branch);
    awaitLine(older, "begun");
    bench.repository().change().file("Procfile", "web: a").file("n", branch).pushTo(branch);
    Deployment newer = bench.deploy(branch);
    assertEquals(new DeploymentStatus.Cancelled(newer.id()), bench.state(older.id()));
    built(newer);
    bench.await("the build's container", () -> runs(mark), runs -> !runs, () -> "");
  }

  @Test
  void theLogIsStreamedUntilTheEndAndResumedWhereItWasCut() {
    dockerfile("RUN for i in 1 2 3 4; do echo line $i; sleep 0.3; done; exit 1");
    Deployment deployment = bench.deploy(branch);
    String stream = events(deployment, null);
    assertTrue(stream.contains("data: line 1\n"), stream);
    assertTrue(stream.contains("data: line 4\n"), stream);
    assertTrue(stream.endsWith("event: end\ndata: failed\n\n"), stream);

    String line2 =
        stream
            .lines()
            .takeWhile(line -> !line.equals("data: line 2"))
            .filter(line -> line.startsWith("id: "))
            .reduce((_, last) -> last)
            .orElseThrow();
    String rest = events(deployment, line2.substring("id: ".length()));
    assertFalse(rest.contains("data: line 2\n"), rest);
    assertTrue(rest.contains("data: line 3\n"), rest);
    assertTrue(rest.endsWith("event: end\ndata: failed\n\n"), rest);
  }

  @Test
  void aLongLogKeepsItsBeginningAndItsEndAndSaysWhatIsLeftOut() {
    dockerfile("RUN i=0; while [ $i -lt 6000 ]; do i=$((i+1)); echo line $i of many; done; exit 1");
    Deployment deployment = bench.deploy(branch);
    failed(deployment);
    String log = bench.log(deployment.id());
    assertTrue(log.contains("\nline 1 of many\n"), "the beginning");
    assertTrue(log.contains("\nline 6000 of many\n"), "the end");
    assertFalse(log.contains("\nline 3000 of many\n"), "not the middle");
    var gap =
        Pattern.compile(
                "\nline (\\d+) of many\n[.]{3} ([0-9,]+) lines are left out here; GET /deployments/(\\S+)/output has them [.]{3}\nline (\\d+) of many\n")
            .matcher(log);
    assertTrue(gap.find(), () -> log);
    assertEquals(
        Long.parseLong(gap.group(4)) - Long.parseLong(gap.group(1)) - 1,
        Long.parseLong(gap.group(2).replace(",", "")));
    assertTrue(log.lines().count() < 2_000, () -> log.lines().count() + " lines");

    var whole = bench.builder().get("/deployments/" + gap.group(3) + "/output");
    assertEquals(200, whole.statusCode());
    for (int i = 1; i <= 6_000; i++) {
      assertTrue(whole.body().contains("\nline " + i + " of many\n"), "line " + i);
    }
  }

  @Test
  void deploymentsAreListedNewestFirstAndAskedForById() {
    bench.repository().change().file("a", branch).pushTo(branch);
    Deployment deployment = bench.deploy(branch);
    var list = bench.builder().get("/deployments?app=demo");
    assertTrue(list.body().startsWith("[{\"id\":\"" + deployment.id()), list.body());
    assertEquals(400, bench.builder().get("/deployments").statusCode());
    assertEquals(404, bench.builder().get("/deployments/nothing").statusCode());
    assertEquals(404, bench.builder().get("/deployments/nothing/log").statusCode());
    for (String path : List.of("/deployments/x:log", "/deployments/x:log/log")) {
      var answer = bench.builder().get(path);
      assertEquals(400, answer.statusCode(), "that is another kind of key");
      assertTrue(answer.body().contains("a deployment's id has"), answer.body());
    }
    assertEquals(400, bench.builder().post("/deployments/x:log/cancel", "").statusCode());
    failed(deployment);
    var late = bench.builder().post("/deployments/" + deployment.id() + "/cancel", "");
    assertEquals(409, late.statusCode(), late.body());
  }
}
