package dev.aviary.contract.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.testing.RealRedis;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProblemsIT {
  private static final String TOKEN = "the-token-of-a-test";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static EmbeddedServer server;

  @BeforeAll
  static void start() {
    server =
        ApplicationContext.run(
            EmbeddedServer.class,
            Map.of(
                "things",
                true,
                "micronaut.server.port",
                RealRedis.freePort(),
                "aviary.instance.name",
                "test",
                "aviary.admin.token",
                TOKEN));
  }

  @AfterAll
  static void stop() {
    server.close();
    HTTP.close();
  }

  @Test
  void anOpenMethodNeedsNoToken() throws Exception {
    assertEquals("open", send(request("/things/open")).body());
  }

  @Test
  void everyOtherMethodNeedsTheToken() throws Exception {
    var answer = send(request("/things/guarded"));
    problem(answer, 401, "send the admin token: Authorization: Bearer <token>");
    assertEquals("Bearer", answer.headers().firstValue("WWW-Authenticate").orElse(""));
    assertEquals(
        "guarded",
        send(request("/things/guarded").header("Authorization", "Bearer " + TOKEN)).body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer wrong", "Bearer the-token-of-a-tes", "Bearer the-token-of-a-testt"})
  void aWrongTokenIsForbidden(String authorization) throws Exception {
    problem(
        send(request("/things/guarded").header("Authorization", authorization)),
        403,
        "that is not the admin token of this instance");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic " + TOKEN, TOKEN, "Bearer"})
  void aTokenInAnotherSchemeIsNone(String authorization) throws Exception {
    assertEquals(
        401, send(request("/things/guarded").header("Authorization", authorization)).statusCode());
  }

  @Test
  void aRequestWithoutTokenIsRefusedBeforeItsBodyIsRead() throws Exception {
    problem(
        send(json("/things/split", "no json")),
        401,
        "send the admin token: Authorization: Bearer <token>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/nowhere | 404 | Page Not Found",
        "/things/refused | 409 | the commit was withdrawn; give force and a reason",
        "/things/wrong | 400 | index is 7000; give a number from 0 to 5000",
        "/things/redis | 503 | Redis cannot be reached; try again when it is back",
        "/things/redis-loading | 503 | Redis takes no commands now; try again soon: LOADING Redis is"
            + " loading the dataset in memory",
        "/things/redis-full | 507 | Redis is full: raise its maxmemory, or remove keys that nobody"
            + " needs; deploy/doctor says how full it is",
        "/things/redis-disk | 507 | Redis cannot write to its disk: free space on the disk that holds"
            + " Redis's volume (df -h, docker system df), or see in docker compose logs redis why it"
            + " cannot write; then it takes writes again by itself",
        "/things/redis-timeout | 503 | Redis did not answer in time; try again when it answers",
        "/things/redis-refused | 500 | Redis refused a command; the service's log says which"
      })
  void whatCannotBeDoneIsAProblemDocument(String path, int status, String detail) throws Exception {
    HttpResponse<String> answer = send(request(path));
    problem(answer, status, detail);
    assertEquals(status == 503, answer.headers().firstValue("Retry-After").isPresent());
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 5", "PT0.001S, 1", "PT7S, 7", "PT7.000000001S, 8", "PT1H, 3600"})
  void aRefusalForNowSaysWhenToTryAgain(String after, String seconds) throws Exception {
    HttpResponse<String> answer = send(request("/things/refused-for-now?after=" + after));
    problem(answer, 409, "a promote is under way");
    assertEquals(seconds, answer.headers().firstValue("Retry-After").orElse("none"));
  }

  @Test
  void anotherMethodThanThePathHasIsAProblemDocument() throws Exception {
    var answer = send(request("/things/open").DELETE());
    assertEquals(405, answer.statusCode());
    assertTrue(read(answer).detail().contains("DELETE"), answer.body());
  }

  @Test
  void aBodyThatARecordRefusesIsAnsweredInTheWordsOfTheRecord() throws Exception {
    problem(
        put("{\"canaryPercent\": 101}"), 400, "canaryPercent is 101; give a number from 0 to 100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no json", "{\"canaryPercent\":", "[]"})
  void aBodyThatCannotBeReadIsAProblemOfOneLine(String body) throws Exception {
    var answer = put(body);
    assertEquals(400, answer.statusCode(), answer.body());
    String detail = read(answer).detail();
    assertFalse(detail.isBlank() || detail.contains("\n") || detail.contains("REDACTED"), detail);
  }

  @Test
  void aParameterThatIsNoNumberIsAProblemThatNamesIt() throws Exception {
    var answer = send(request("/things/number/seven"));
    assertEquals(400, answer.statusCode());
    assertEquals("number is 'seven'; give a whole number", read(answer).detail());
  }

  @Test
  void aBugOfOursIsAProblemDocumentThatTellsNothingOfTheInside() throws Exception {
    problem(send(request("/things/broken")), 500, "the service failed; its log says why");
  }

  private static HttpResponse<String> put(String body) throws Exception {
    return send(json("/things/split", body).header("Authorization", "Bearer " + TOKEN));
  }

  private static HttpRequest.Builder json(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .PUT(BodyPublishers.ofString(body));
  }

  private static void problem(HttpResponse<String> answer, int status, String detail) {
    Problem problem = read(answer);
    assertEquals(status, answer.statusCode());
    assertEquals(status, problem.status());
    assertEquals(detail, problem.detail());
    assertFalse(problem.title().isBlank());
    assertEquals("about:blank", problem.type());
  }

  private static Problem read(HttpResponse<String> answer) {
    assertEquals(
        "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
    return Wire.standalone().read(answer.body(), Problem.class);
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getPort() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
