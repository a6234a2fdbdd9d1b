package dev.aviary.contract.http;

import java.util.List;

/** The body of a request is wrong, and at which places. */
final class BodyFaultsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** More than these say nothing that helps. */
  private static final int TOLD = 50;

  private final transient List<BodyFault> faults;

  /**
   * @param faults one or more
   */
  BodyFaultsException(List<BodyFault> faults) {
    super(detail(faults), null, false, false);
    this.faults = List.copyOf(faults.subList(0, Math.min(TOLD, faults.size())));
  }

  private static String detail(List<BodyFault> faults) {
    String first = faults.getFirst().toString();
    return faults.size() == 1
        ? first
        : "%s; and %d more, see errors".formatted(first, faults.size() - 1);
  }

  List<BodyFault> faults() {
    return faults;
  }
}
