package dev.aviary.flag.api;

import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.json.Pointer;
import io.micronaut.http.HttpStatus;
import java.util.List;

/** What was sent is wrong, and at which places. */
final class WrongException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final HttpStatus status;
  private final transient List<Fault> faults;

  /**
   * @param faults one or more
   */
  WrongException(HttpStatus status, List<Fault> faults) {
    super(detail(faults), null, false, false);
    this.status = status;
    this.faults = List.copyOf(faults);
  }

  static WrongException unreadable(String pointer, String detail) {
    return new WrongException(
        HttpStatus.BAD_REQUEST, List.of(new Fault(new Pointer(pointer), detail)));
  }

  static WrongException wrong(String pointer, String detail) {
    return new WrongException(
        HttpStatus.UNPROCESSABLE_ENTITY, List.of(new Fault(new Pointer(pointer), detail)));
  }

  private static String detail(List<Fault> faults) {
    String first = faults.getFirst().toString();
    return faults.size() == 1
        ? first
        : "%s; and %d more, see errors".formatted(first, faults.size() - 1);
  }

  HttpStatus status() {
    return status;
  }

  List<Fault> faults() {
    return faults;
  }
}
