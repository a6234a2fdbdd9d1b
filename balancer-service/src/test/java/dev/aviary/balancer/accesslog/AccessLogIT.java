package dev.aviary.balancer.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.Slot;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What stands in the access log of a balancer that serves. */
final class AccessLogIT {

  @Test
  void eachRequestIsOneLineThatSaysWhoAnsweredIt() throws Exception {
    try (var balancer = TestBalancer.launch();
        var backend = TestBackend.answering("hello");
        var client = RawClient.to(balancer.port())) {
      Fleet.of(balancer).with(Slot.STABLE_1, backend).publish();
      client
          .send(Head.of("POST /a?b=\"c HTTP/1.1", "Host: a", "User-Agent: me", "Content-Length: 3"))
          .send("abc");
      assertEquals("hello", client.read().body());
      Await.until("a line", () -> lines(balancer).size() == 1);
      Map<?, ?> line = read(balancer, lines(balancer).getFirst());
      assertEquals("POST", line.get("method"));
      assertEquals("/a?b=\"c", line.get("target"));
      assertEquals("a", line.get("host"));
      assertEquals("me", line.get("user_agent"));
      assertEquals(200, line.get("status"));
      assertEquals(3, line.get("bytes_in"));
      assertEquals(5, line.get("bytes_out"));
      assertEquals(1, line.get("attempts"));
      assertEquals("flask-app", line.get("app"));
      assertEquals("stable-1", line.get("slot"));
      assertEquals("127.0.0.1", line.get("peer"));
      assertEquals(32, String.valueOf(line.get("request_id")).length());
      assertFalse(line.containsKey("refusal"), line.toString());
    }
  }

  @Test
  void aRefusedRequestIsALineThatSaysWhy() throws Exception {
    try (var balancer = TestBalancer.launch()) {
      Fleet.of(balancer).publish();
      RawClient.get(balancer.port(), "/");
      try (var client = RawClient.to(balancer.port())) {
        assertEquals(400, client.send("GET / HTTP/1.1\r\n\r\n").read().status());
      }
      Await.until("two lines", () -> lines(balancer).size() == 2);
      List<? extends Map<?, ?>> all =
          lines(balancer).stream().map(each -> read(balancer, each)).toList();
      assertTrue(all.stream().anyMatch(each -> "no-member".equals(each.get("refusal"))));
      assertTrue(all.stream().anyMatch(each -> "bad-host".equals(each.get("refusal"))));
    }
  }

  @Test
  void aLargeFileIsPutAsideAndTheOldestGoes() throws Exception {
    Map<String, ?> small =
        Map.of("aviary.access-log.file-megabytes", 1, "aviary.access-log.files", 2);
    try (var balancer = TestBalancer.launch(small);
        var client = RawClient.to(balancer.port())) {
      Fleet.of(balancer).publish();
      String longTarget = "/" + "x".repeat(12_000);
      Await.until(
          "the third file",
          () -> {
            for (int i = 0; i < 50; i++) {
              client.get(longTarget).read();
            }
            return Files.exists(file(balancer, ".2")) && Files.size(file(balancer, "")) < 1 << 20;
          });
      assertFalse(Files.exists(file(balancer, ".3")));
    }
  }

  @Test
  void switchedOffItWritesNothing() throws Exception {
    try (var balancer = TestBalancer.launch(Map.of("aviary.access-log.enabled", false))) {
      Fleet.of(balancer).publish();
      RawClient.get(balancer.port(), "/");
      balancer.stop();
      assertFalse(Files.exists(file(balancer, "")));
    }
  }

  private static List<String> lines(TestBalancer balancer) throws IOException {
    Path file = file(balancer, "");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static Path file(TestBalancer balancer, String suffix) {
    return balancer.data().resolve("access.log" + suffix);
  }

  private static Map<?, ?> read(TestBalancer balancer, String line) {
    try {
      return Objects.requireNonNull(balancer.bean(JsonMapper.class).readValue(line, Map.class));
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }
}
