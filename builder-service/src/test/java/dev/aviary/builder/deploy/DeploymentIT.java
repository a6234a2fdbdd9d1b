package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import java.util.List;
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
