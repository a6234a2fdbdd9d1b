package dev.aviary.balancer.fuzz;

import java.util.Arrays;
import java.util.List;

/** What came of reading one request. */
sealed interface Reading {

  /**
   * A whole request.
   *
   * @param body its bytes as Latin-1
   * @param lax the grammar does not allow it, but a recipient may (RFC 9112, 2.2 and 3): either it
   *     is refused, or it is read as it is here
   */
  record Request(
      String method, String target, int minor, List<Field> fields, String body, boolean lax)
      implements Reading {

    List<String> values(String name) {
      return fields.stream().filter(f -> f.name().equals(name)).map(Field::value).toList();
    }

    boolean lists(String name, String token) {
      return values(name).stream()
          .flatMap(value -> Arrays.stream(value.split(",", -1)))
          .anyMatch(each -> each.strip().equalsIgnoreCase(token));
    }

    /** Whether its head says that a body follows. */
    boolean bodied() {
      return !values("transfer-encoding").isEmpty() || !values("content-length").isEmpty();
    }

    /** Whether nothing after it is a request. */
    boolean last() {
      return minor == 0 || lists("connection", "close");
    }
  }

  /** No request can be read from here on. */
  record Invalid(String reason) implements Reading {}

  /** The bytes end within a request. */
  record Cut() implements Reading {}

  /** The bytes end where a request might begin. */
  record End() implements Reading {}
}
