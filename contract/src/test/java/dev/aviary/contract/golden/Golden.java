package dev.aviary.contract.golden;

import java.util.stream.Stream;

/**
 * A file under {@code golden/} and what it means. The file says what older versions wrote: it is
 * never changed, only joined by others.
 */
record Golden(String file, Object means) {

  static Stream<Golden> all() {
    return Stream.of(
            GoldenApps.all(),
            GoldenRollouts.all(),
            GoldenDeployments.all(),
            GoldenRoutes.all(),
            GoldenTelemetry.all(),
            GoldenAlerts.all())
        .flatMap(each -> each);
  }

  /** What the file is read as: of a sealed type the interface, as the stores do. */
  Class<?> type() {
    Class<?> type = means.getClass();
    return type.isMemberClass() ? type.getEnclosingClass() : type;
  }

  @Override
  public String toString() {
    return file;
  }
}
