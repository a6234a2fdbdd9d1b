package dev.aviary.flag.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.flag.FlagService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConcurrencyIT extends Running {
  @Test
  void aChangeOfWhatSomebodyElseChangedIsRefusedAndNothingIsWritten() {
    String first = etag(service.put("/flags/new_feature", FLAG));
    String second = etag(service.put("/flags/new_feature", "{\"on\": true}"));
    for (var answer :
        List.of(
            service.put("/flags/new_feature", FLAG, "If-Match", first),
            service.put("/flags/new_feature", "{\"on\": false}", "If-Match", first),
            service.patch("/flags/new_feature", "{\"state\":\"DISABLED\"}", "If-Match", first),
            service.post("/flags/new_feature/toggle", "", "If-Match", first),
            service.post("/flags/new_feature/kill", "", "If-Match", first),
            service.post("/flags/new_feature/rollback/1", "", "If-Match", first),
            service.send(
                service.authorized("/flags/new_feature").header("If-Match", first).DELETE()))) {
      assertEquals(412, answer.statusCode(), answer.body());
      assertTrue(answer.body().contains("it is at revision 2 now"), answer.body());
    }
    assertEquals(second, etag(service.get("/flags/new_feature")));
    assertEquals(2, service.events().size());
  }

  @Test
  void whatWasReadBeforeSomebodyElsesChangeDoesNotUndoIt() {
    service.put("/flags/new_feature", FLAG);
    var read = service.get("/flags/new_feature");
    String changed = read.body().replace("\"off\":false", "\"off\":false,\"out\":false");
    String second = etag(service.toggle("new_feature"));
    var refused = service.put("/flags/new_feature", changed, "If-Match", etag(read));
    assertEquals(412, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains("it is at revision 2 now"), refused.body());
    for (String condition : List.of("*", second)) {
      var answer = service.put("/flags/new_feature", changed, "If-Match", condition);
      assertEquals(409, answer.statusCode(), answer.body());
    }
    var unconditional = service.put("/flags/new_feature", changed);
    assertEquals(409, unconditional.statusCode(), unconditional.body());
    assertTrue(unconditional.body().contains("it is at revision 2 now"), unconditional.body());
    assertEquals("true", service.redis().get("new_feature"));
    assertEquals(second, etag(service.get("/flags/new_feature")));
  }

  @Test
  void whatWasReadBeforeItsRemovalDoesNotBringAFlagBack() {
    service.put("/flags/new_feature", FLAG);
    var read = service.get("/flags/new_feature");
    service.delete("/flags/new_feature");
    var refused = service.put("/flags/new_feature", read.body(), "If-Match", etag(read));
    assertEquals(412, refused.statusCode(), refused.body());
    var unconditional = service.put("/flags/new_feature", read.body());
    assertEquals(409, unconditional.statusCode(), unconditional.body());
    assertTrue(unconditional.body().contains("it no longer exists"), unconditional.body());
    assertEquals(404, service.get("/flags/new_feature").statusCode());
  }

  @Test
  void aChangeOfWhatWasReadThatIsSentTwiceIsDoneOnce() {
    service.put("/flags/new_feature", FLAG);
    String changed = service.get("/flags/new_feature").body().replace("\"off\"}", "\"on\"}");
    assertEquals("\"2\"", etag(service.put("/flags/new_feature", changed)));
    var again = service.put("/flags/new_feature", changed);
    assertEquals(200, again.statusCode(), again.body());
    assertEquals("\"2\"", etag(again));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "1", "\"9\", \"1\"", "*"})
  void aConditionThatHoldsLetsTheChangeThrough(String condition) {
    service.put("/flags/new_feature", FLAG);
    assertEquals(
        200,
        service.put("/flags/new_feature", "{\"on\": true}", "If-Match", condition).statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2\"", "W/\"1\"", "\"somebody's\""})
  void aTagThatIsNotTheFlagsNeverMatches(String condition) {
    service.put("/flags/new_feature", FLAG);
    assertEquals(
        412,
        service.put("/flags/new_feature", "{\"on\": true}", "If-Match", condition).statusCode());
  }

  @Test
  void aFlagIsMadeOnlyIfItIsNotThere() {
    assertEquals(412, service.put("/flags/new_feature", FLAG, "If-Match", "*").statusCode());
    assertEquals(201, service.put("/flags/new_feature", FLAG, "If-None-Match", "*").statusCode());
    assertEquals(412, service.put("/flags/new_feature", FLAG, "If-None-Match", "*").statusCode());
  }

  @Test
  void ofManyWritersWithTheSameTagExactlyOneWins() throws Exception {
    String tag = etag(service.put("/flags/new_feature", FLAG));
    try (var other = FlagService.on(redis)) {
      for (int round = 0; round < 5; round++) {
        List<Integer> answers = race(tag, service, other);
        assertEquals(1, answers.stream().filter(status -> status == 200).count(), "" + answers);
        assertEquals(7, answers.stream().filter(status -> status == 412).count(), "" + answers);
        tag = etag(service.get("/flags/new_feature"));
        assertEquals(etag(other.get("/flags/new_feature")), tag);
        assertEquals(round + 2, service.events().size());
      }
    }
  }

  @Test
  void writersOfOtherFlagsDoNotDisturbOneAnother() throws Exception {
    try (var other = FlagService.on(redis)) {
      List<Callable<Integer>> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        FlagService through = i % 2 == 0 ? service : other;
        String path = "/flags/flag-" + i;
        writers.add(() -> through.put(path, FLAG).statusCode());
      }
      assertEquals(List.of(201, 201, 201, 201, 201, 201, 201, 201), all(writers));
      assertEquals(8, service.events().size());
    }
  }

  private static List<Integer> race(String tag, FlagService... services) throws Exception {
    List<Callable<Integer>> writers = new ArrayList<>();
    var start = new CyclicBarrier(8);
    for (int i = 0; i < 8; i++) {
      String description =
          "{\"aviary\":{\"description\":\"" + tag.replace("\"", "") + "-" + i + "\"}}";
      FlagService through = services[i % services.length];
      writers.add(() -> {
        start.await();
        return through.patch("/flags/new_feature", description, "If-Match", tag).statusCode();
      });
    }
    return all(writers);
  }

  private static List<Integer> all(List<Callable<Integer>> writers) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Integer>();
      for (Future<Integer> answer : threads.invokeAll(writers)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
