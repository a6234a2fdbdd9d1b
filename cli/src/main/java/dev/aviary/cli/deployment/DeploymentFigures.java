package dev.aviary.cli.deployment;

import dev.aviary.cli.call.ApiJson;
import java.util.Locale;

/** What is measured of a deployment: the size of its image, and how long its containers took. */
final class DeploymentFigures {
  private static final double MEBIBYTE = 1 << 20;
  private static final int SECOND_MILLIS = 1_000;

  private DeploymentFigures() {}

  /** Empty where it is not known. */
  static String imageSize(ApiJson deployment) {
    ApiJson bytes = deployment.at("status", "release", "imageBytes");
    return bytes.isPresent() ? "%.0f MiB".formatted(bytes.number() / MEBIBYTE) : "";
  }

  /** Empty where it is not known. */
  static String startTime(ApiJson deployment) {
    ApiJson millis = deployment.at("startMillis");
    if (!millis.isPresent()) {
      return "";
    }
    return millis.number() < SECOND_MILLIS
        ? "%.0f ms".formatted(millis.number())
        : String.format(Locale.ROOT, "%.1f s", millis.number() / SECOND_MILLIS);
  }

  /** Both, after the sentence that says that it is live; empty where they are not known. */
  static String sentence(ApiJson deployment) {
    String size = imageSize(deployment);
    String time = startTime(deployment);
    return (size.isEmpty() ? "" : " Its image has %s.".formatted(size))
        + (time.isEmpty() ? "" : " It answered after %s.".formatted(time));
  }
}
