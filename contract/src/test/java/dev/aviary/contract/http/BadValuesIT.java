package dev.aviary.contract.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.testing.RealRedis;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a client got wrong is answered 400 and not logged; what a service got wrong is both. */
final class BadValuesIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private static EmbeddedServer server;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

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
                "the-token-of-a-test"));
  }

  @AfterAll
  static void stop() {
    server.close();
    HTTP.close();
  }

  @BeforeEach
  void listen() {
    log.start();
    ROOT.addAppender(log);
  }

  @AfterEach
  void hush() {
    ROOT.detachAppender(log);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spec | {`env`: {`A`: null}} | env.A is missing",
        "spec | {`env`: {``: `x`}} | env: '' is not the name of a variable",
        "spec | {`env`: {`A=B`: `x`}} | env: 'A=B' is not the name of a variable",
        "spec | {`hosts`: [null]} | hosts[0] is missing",
        "spec | {`hosts`: [`a.example`, null]} | hosts[1] is missing",
        "spec | {`port`: 70000} | port is 70000; give a number from 1 to 65535",
        "spec | {`port`: `many`} | line 1, column 51: Unable to coerce string to integer",
        "spec | {`limits`: {`cpus`: `all`}} | line 1, column 61: Unable to coerce string to double",
        "spec | {`env`: [1]} | line 1, column 45: Unexpected token START_ARRAY, expected START_OBJECT",
        "withdrawal | {`at`: `noon`} | withdrawal: Text 'noon' could not be parsed at index 0"
      })
  void aBodyWithABadValueIsRefusedInWordsForItsWriter(String path, String change, String detail)
      throws Exception {
    String good =
        switch (path) {
          case "spec" -> "{`name`: `shop`, `repository`: `r`, ";
          default -> "{`commit`: `c`, ";
        };
    String body = good + change.substring(1);
    refused(send(put(path, body.replace('`', '"'))), detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "number/seven | number is 'seven'; give a whole number",
        "number/99999999999 | number is '99999999999'; give a whole number",
        "moment?at=noon | at is 'noon'; give a time like 2026-01-31T12:00:00Z",
        "length?lasts=long | lasts is 'long'; give a duration like 90s, 15m or 12h",
        "length?lasts=99999999999999999999d | lasts is '99999999999999999999d'; give a duration like"
            + " 90s, 15m or 12h",
        "address?of=a%25: | of is 'a%:'; Illegal character in scheme name at index 1: a%:"
      })
  void aParameterWithABadValueIsRefusedWithWhatItTakes(String path, String detail)
      throws Exception {
    refused(send(request(path)), detail);
  }

  @Test
  void aNameThatIsNoneOfAnEnumIsRefusedWithThoseThatThereAre() throws Exception {
    String body = "{\"app\": \"shop\", \"track\": \"stable\", \"slot\": \"fourth\"}";
    String detail =
        Wire.standalone().read(send(put("caller", body)).body(), Problem.class).detail();
    assertTrue(detail.startsWith("line 1, column ") && detail.contains("stable-2"), detail);
    assertFalse(detail.contains("dev.aviary"), detail);
  }

  @Test
  void aRecordThatFailsByItselfWhileABodyIsReadIsAFaultOfTheService() throws Exception {
    fault(send(put("fragile", "{\"text\": null}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bug", "no-number"})
  void anIllegalArgumentThatNobodyGaveIsAFaultOfTheServiceWithItsStackInTheLog(String path)
      throws Exception {
    var answer = send(request(path));
    fault(answer);
  }

  private void refused(HttpResponse<String> answer, String detail) {
    assertEquals(detail, Wire.standalone().read(answer.body(), Problem.class).detail());
    assertEquals(400, answer.statusCode());
    assertEquals(List.of(), errors());
  }

  private void fault(HttpResponse<String> answer) {
    assertEquals(
        "the service failed; its log says why",
        Wire.standalone().read(answer.body(), Problem.class).detail());
    assertEquals(500, answer.statusCode());
    assertEquals(1, errors().size(), errors().toString());
    assertTrue(errors().getFirst().getThrowableProxy().getStackTraceElementProxyArray().length > 0);
  }

  private List<ILoggingEvent> errors() {
    return log.list.stream().filter(each -> each.getLevel() == Level.ERROR).toList();
  }

  private static HttpRequest.Builder put(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .PUT(BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.getPort() + "/things/" + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
