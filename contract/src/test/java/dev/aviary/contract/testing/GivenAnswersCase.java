package dev.aviary.contract.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.testing.DocumentedApi.Answer;
import dev.aviary.contract.testing.DocumentedApi.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Compares the description of a service's API with what its tests were answered. It is run by
 * itself after the module's other tests.
 */
public abstract class GivenAnswersCase {

  /** Given by the same code to all operations: one of them must have given each. */
  private static final Set<String> OF_ALL_SERVICES =
      Set.of(
          "BadRequest",
          "NoToken",
          "WrongToken",
          "NotFound",
          "Conflict",
          "TooLarge",
          "NoJson",
          "OtherRequest",
          "TooMany",
          "Failed",
          "RedisAway",
          "RedisFull");

  /** What the server says of a request for no operation, or of one that is no HTTP. */
  private static final Set<Integer> OF_NO_OPERATION = Set.of(400, 401, 403, 404, 405, 413, 414);

  private static final Map<String, String> NEVER_PROVOKED =
      Map.of("GET /health/{selector} 503", "threads that wait for each other would bring it about");

  private final DocumentedApi api = DocumentedApi.ofService();
  private final List<GivenAnswer> given = AnswerFile.read();

  /**
   * Described answers that no test can bring about, as {@code POST /deployments 429}, or the name
   * of one that several operations share, with the reason.
   */
  protected abstract Map<String, String> notProvoked();

  /** Names of answers that the same code gives to several operations of this service. */
  protected Set<String> alike() {
    return Set.of();
  }

  @Test
  void everyAnswerThatIsGivenIsDescribed() {
    var missing = new TreeSet<String>();
    for (GivenAnswer each : given) {
      if (!each.method().equals("OPTIONS") && !described(each)) {
        missing.add(name(each));
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyAnswerThatIsDescribedIsGiven() {
    var missing = new TreeSet<String>();
    for (Operation operation : api.operations()) {
      operation
          .answers()
          .forEach((status, answer) -> {
            if (!isGiven(operation, status, answer)) {
              missing.add(place(operation, status, answer));
            }
          });
    }
    missing.removeAll(excused().keySet());
    assertEquals(
        Set.of(),
        missing,
        () -> "among %d answers; are those of all tests of the module?".formatted(given.size()));
  }

  @Test
  void whatNoTestBringsAboutIsDescribed() {
    var unknown = new TreeSet<>(excused().keySet());
    for (Operation operation : api.operations()) {
      operation
          .answers()
          .forEach((status, answer) -> unknown.remove(place(operation, status, answer)));
    }
    assertEquals(Set.of(), unknown);
  }

  private Map<String, String> excused() {
    var all = new HashMap<>(NEVER_PROVOKED);
    all.putAll(notProvoked());
    return all;
  }

  private boolean described(GivenAnswer each) {
    Optional<Operation> operation = operation(each);
    if (operation.isEmpty()) {
      return OF_NO_OPERATION.contains(each.status());
    }
    if (each.atPublicPort() && (each.status() == 404 || each.status() == 405)) {
      return true;
    }
    return operation
        .get()
        .place(each.status())
        .map(operation.get().answers()::get)
        .filter(answer -> each.hasNoBody() || answer.media().contains(each.media()))
        .isPresent();
  }

  private boolean isGiven(Operation operation, String status, Answer answer) {
    boolean shared = isShared(answer);
    return given.stream()
        .anyMatch(each ->
            operation(each)
                .filter(of -> shared ? has(of, each, answer) : of.equals(operation))
                .flatMap(of -> of.place(each.status()))
                .filter(place -> shared || place.equals(status))
                .isPresent());
  }

  private static boolean has(Operation operation, GivenAnswer each, Answer answer) {
    return operation.place(each.status()).map(operation.answers()::get).equals(Optional.of(answer));
  }

  private boolean isShared(Answer answer) {
    return OF_ALL_SERVICES.contains(answer.shared()) || alike().contains(answer.shared());
  }

  private String place(Operation operation, String status, Answer answer) {
    return isShared(answer) ? answer.shared() : operation.name() + " " + status;
  }

  private Optional<Operation> operation(GivenAnswer each) {
    return api.find(each.method().equals("HEAD") ? "GET" : each.method(), each.path());
  }

  private String name(GivenAnswer each) {
    return operation(each).map(Operation::name).orElse(each.method() + " " + each.path())
        + " "
        + each.status()
        + " "
        + each.media();
  }
}
