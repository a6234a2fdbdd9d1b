package dev.aviary.builder.forge;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.RealForge.Call;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a forge is told of deployments, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForgeReporterIT extends ForgeReporterCase {
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

  private Call call(int n) {
    eventually("call " + n + " came", DEADLINE, () -> forge.calls().size() > n);
    return forge.calls().get(n);
  }
}
