package dev.aviary.builder.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.aviary.builder.reconcile.SlotStore;
import dev.aviary.builder.testing.RunningBuilder;
import dev.aviary.builder.testing.Workbench;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import io.lettuce.core.Range;
import io.lettuce.core.ScanArgs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets from the API to the files of real containers. */
final class SecretsIT {
  private static final String APP = Workbench.APP;
  private static final String VALUE = "correct horse battery";

  /** Answers with its secret, which it reads when it is asked. */
  private static final String SHOW =
      """
      import http.server, os, stat
      class App(http.server.BaseHTTPRequestHandler):
          def do_GET(self):
              path = os.environ['TOKEN_FILE']
              mode = oct(stat.S_IMODE(os.stat(path).st_mode))
              text = mode + ' ' + str(os.stat(path).st_uid == os.getuid()) + ' ' + open(path).read()
              self.send_response(200)
              self.end_headers()
              self.wfile.write(text.encode())
      http.server.ThreadingHTTPServer(('', int(os.environ['PORT'])), App).serve_forever()
      """;

  private Workbench bench;

  @BeforeEach
  void anAppThatShowsItsSecret(@TempDir Path folder) {
    bench = new Workbench(folder, Map.of());
    bench
        .repository()
        .change()
        .file("app.py", SHOW)
        .file("Procfile", "web: python3 app.py\n")
        .pushTo("master");
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void aSecretIsAFileOfTheContainersUserAndStandsNowhereElse() {
    assertEquals(204, put("TOKEN", "{\"value\":\"" + VALUE + "\"}").statusCode());
    Deployment deployment = live(bench.deploy("master"));
    assertEquals("0o400 True " + VALUE, answer(Slot.STABLE_1));
    Release release = ((DeploymentStatus.Live) bench.state(deployment.id())).release();
    assertEquals(List.of("TOKEN"), release.secrets());

    String inspected = Objects.toString(inspect(Slot.STABLE_1).getRawValues());
    assertFalse(inspected.contains(VALUE), inspected);
    assertTrue(List.of(env(Slot.STABLE_1)).contains("TOKEN_FILE=/run/secrets/TOKEN"));
    assertFalse(bench.log(deployment.id()).contains(VALUE));
    var list = bench.builder().get("/apps/demo/secrets");
    assertTrue(list.body().startsWith("[{\"name\":\"TOKEN\",\"changedAt\":\"20"), list.body());
    for (String path :
        List.of("/apps/demo/secrets", "/apps/demo", "/events", "/deployments?app=demo")) {
      assertFalse(bench.builder().get(path).body().contains(VALUE), path);
    }
    assertFalse(redis().contains(VALUE), "Redis has it sealed");
  }

  /** Whoever may push a branch would have the right to write to the repository. */
  @Test
  void theTokenForTheForgeIsInNoContainer() {
    put("TOKEN", "{\"value\":\"first\"}");
    put("FORGE_TOKEN", "{\"value\":\"" + VALUE + "\"}");
    Deployment deployment = live(bench.deploy("master"));
    Release release = ((DeploymentStatus.Live) bench.state(deployment.id())).release();
    assertEquals(List.of("TOKEN"), release.secrets());
    assertFalse(List.of(env(Slot.STABLE_1)).toString().contains("FORGE_TOKEN"));
    assertTrue(bench.builder().get("/apps/demo/secrets").body().contains("FORGE_TOKEN"));
    put("FORGE_TOKEN", "{\"value\":\"another\"}");
    assertFalse(bench.builder().get("/apps/demo").body().contains("secrets.FORGE_TOKEN"));
  }

  @Test
  void aReplacedContainerHasTheSecretsThatItsReleaseWasDeployedWith() {
    put("TOKEN", "{\"value\":\"first\"}");
    live(bench.deploy("master"));
    put("TOKEN", "{\"value\":\"second\"}");
    kill(Slot.STABLE_1);
    assertEquals("0o400 True first", answer(Slot.STABLE_1));
    assertTrue(
        bench.builder().get("/apps/demo").body().contains("\"pending\":[\"secrets.TOKEN\"]"));

    var redeploy = bench.builder().post("/apps/demo/redeploy", "");
    assertEquals(202, redeploy.statusCode(), redeploy.body());
    live(Wire.standalone().read(redeploy.body(), Deployment.class));
    assertEquals("0o400 True second", answer(Slot.STABLE_1));
    assertEquals("0o400 True second", answer(Slot.STABLE_2));
    assertFalse(bench.builder().get("/apps/demo").body().contains("secrets.TOKEN"));

    var back = bench.builder().post("/apps/demo/rollback", "");
    assertEquals(202, back.statusCode(), back.body());
    live(Wire.standalone().read(back.body(), Deployment.class));
    assertEquals("0o400 True first", answer(Slot.STABLE_2));
  }

  @Test
  void secretsThatWentWithRedisAreAskedForAndTakenWhenTheyAreGivenAgain() {
    put("TOKEN", "{\"value\":\"first\"}");
    live(bench.deploy("master"));
    bench.builder().bean(RedisLink.class).commands().del(Keys.secrets(APP));
    String before = container(Slot.STABLE_1);
    bench.engine().docker().killContainerCmd(before).exec();
    bench.await(
        "the reason",
        () -> bench.builder().get("/events").body(),
        events -> events.contains("PUT /apps/demo/secrets/TOKEN"),
        () -> "");
    put("TOKEN", "{\"value\":\"again\"}");
    another(Slot.STABLE_1, before);
    assertEquals("0o400 True again", answer(Slot.STABLE_1));
  }

  @Test
  void anotherKeyIsSaidAndLosesNothing() {
    put("TOKEN", "{\"value\":\"first\"}");
    bench.settings("aviary.secrets.key", "f".repeat(64));
    bench.restart();
    for (var answer :
        List.of(bench.builder().get("/apps/demo/secrets"), put("OTHER", "{\"value\":\"x\"}"))) {
      assertEquals(409, answer.statusCode(), answer.body());
      assertTrue(answer.body().contains("AVIARY_SECRETS_KEY"), answer.body());
    }
    Deployment refused = bench.deploy("master");
    var failed = bench.await(refused.id(), DeploymentStatus::ended);
    assertTrue(failed.toString().contains("AVIARY_SECRETS_KEY"), failed.toString());

    bench.settings("aviary.secrets.key", RunningBuilder.SECRETS_KEY);
    bench.restart();
    assertTrue(bench.builder().get("/apps/demo/secrets").body().contains("TOKEN"));
    assertEquals(204, delete("/apps/demo/secrets").statusCode());
    assertEquals("[]", bench.builder().get("/apps/demo/secrets").body());
  }

  @Test
  void aTextIsTakenAsItIsAndBadOnesAreRefused() {
    var text =
        bench
            .builder()
            .admin("/apps/demo/secrets/pem")
            .setHeader("Content-Type", "text/plain")
            .PUT(BodyPublishers.ofString("-----BEGIN\nä\n"));
    assertEquals(204, bench.builder().send(text).statusCode());
    assertEquals(
        "-----BEGIN\nä\n", bench.builder().bean(AppSecrets.class).value(APP, "pem").orElseThrow());
    assertEquals(List.of("pem"), bench.builder().bean(AppSecrets.class).names(APP));
    refused(
        400, "/valu: there is no such member; the nearest are value", put("A", "{\"valu\":\"x\"}"));
    refused(400, "/value: give a string, not this number", put("A", "{\"value\":1}"));
    refused(400, "value is missing", put("A", "{}"));
    refused(400, "the value is empty", put("A", "{\"value\":\"\"}"));
    refused(400, "a secret's name has 1 to 64", put("a%2Fb", "{\"value\":\"x\"}"));
    refused(400, "the most is 65,536", put("A", "{\"value\":\"" + "x".repeat(65_537) + "\"}"));
    refused(400, "PEM_FILE; give another name", put("PEM", "{\"value\":\"x\"}"));
    assertEquals(204, delete("/apps/demo/secrets/pem").statusCode());
    assertEquals(404, bench.builder().get("/apps/none/secrets").statusCode());
    var open = bench.builder().open("/apps/demo/secrets");
    assertEquals(404, bench.builder().send(open).statusCode());
  }

  @Test
  void anAppThatGoesTakesItsSecretsWithIt() {
    put("TOKEN", "{\"value\":\"first\"}");
    assertEquals(202, delete("/apps/demo").statusCode());
    bench.await(
        "the app", () -> bench.builder().get("/apps/demo").statusCode(), s -> s == 404, () -> "");
    assertEquals(0, bench.builder().bean(RedisLink.class).commands().exists(Keys.secrets(APP)));
  }

  private static void refused(int status, String detail, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(detail), answer.body());
  }

  private HttpResponse<String> put(String name, String body) {
    var request = bench.builder().admin("/apps/demo/secrets/" + name);
    return bench.builder().send(request.PUT(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> delete(String path) {
    return bench.builder().send(bench.builder().admin(path).DELETE());
  }

  private Deployment live(Deployment deployment) {
    bench.await(deployment.id(), status -> status instanceof DeploymentStatus.Live);
    return deployment;
  }

  private void kill(Slot slot) {
    String dead = container(slot);
    bench.engine().docker().killContainerCmd(dead).exec();
    another(slot, dead);
  }

  private void another(Slot slot, String dead) {
    bench.await("the slot", () -> container(slot), now -> !now.equals(dead), () -> "");
  }

  private String container(Slot slot) {
    var slots = bench.builder().bean(SlotStore.class).find(APP).orElseThrow();
    return Objects.requireNonNull(slots.in(slot).serving()).container();
  }

  private InspectContainerResponse inspect(Slot slot) {
    return bench.engine().docker().inspectContainerCmd(container(slot)).exec();
  }

  private String[] env(Slot slot) {
    return Objects.requireNonNull(inspect(slot).getConfig().getEnv());
  }

  private String answer(Slot slot) {
    var slots = bench.builder().bean(SlotStore.class).find(APP).orElseThrow();
    var member = Objects.requireNonNull(slots.in(slot).serving());
    var uri = URI.create("http://%s:%d/".formatted(member.host(), member.port()));
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** All that lies in Redis. */
  private String redis() {
    var commands = bench.builder().bean(RedisLink.class).commands();
    var all = new StringBuilder();
    for (String key : commands.scan(ScanArgs.Builder.limit(10_000)).getKeys()) {
      all.append(key)
          .append(
              switch (commands.type(key)) {
                case "hash" -> commands.hgetall(key).toString();
                case "string" -> commands.get(key);
                case "stream" -> commands.xrange(key, Range.unbounded()).toString();
                default -> "";
              });
    }
    return all.toString();
  }
}
