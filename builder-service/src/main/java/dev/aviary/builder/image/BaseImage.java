package dev.aviary.builder.image;

import dev.aviary.builder.image.Dockerfile.Instruction;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An image that a Dockerfile begins with or copies from, and that the engine cannot get: pure. */
final class BaseImage {
  private static final Pattern METADATA =
      Pattern.compile("\\[internal] load metadata for (\\S+)|\\[[^]]*] FROM (\\S+)");
  private static final Pattern CLASSIC =
      Pattern.compile("Step \\d+/\\d+ : FROM (?:--\\S+ )*(\\S+)");
  private static final Pattern COPIED = Pattern.compile("(?s)invalid from flag value (\\S+): (.*)");

  private BaseImage() {}

  /** The image that BuildKit asked for in a step that failed. */
  static Optional<String> ofStep(String failedStep) {
    Matcher step = METADATA.matcher(failedStep);
    return !step.lookingAt()
        ? Optional.empty()
        : Optional.of(step.group(1) == null ? step.group(2) : step.group(1));
  }

  /**
   * The image that the classic builder asked for.
   *
   * @param lastStep the line that it announced its last step with
   */
  static Optional<String> ofClassic(String lastStep, String error) {
    Matcher copied = COPIED.matcher(error);
    if (copied.lookingAt()) {
      return Optional.of(copied.group(1));
    }
    Matcher from = CLASSIC.matcher(lastStep);
    return from.lookingAt() ? Optional.of(from.group(1)) : Optional.empty();
  }

  /**
   * What to say of it.
   *
   * @param answer what the engine or a registry said
   */
  static String missing(BuildOrder order, String image, String answer) {
    String place =
        line(order.dockerfile(), order.spec().build().buildArgs(), image)
            .map(each -> "%s line %d: %s".formatted(order.name(), each.line(), each.words()))
            .orElse(order.name());
    String cure =
        "check its name and tag; where it is private give its registry's login (PUT /apps/%s/registry); or get it on the server with "
                .formatted(order.spec().name())
            + "docker pull or docker load, or name a mirror in the engine's settings (registry-mirrors)";
    return "%s: the image %s cannot be pulled (%s): %s"
        .formatted(place, familiar(image), answer.strip().replaceAll("\\s+", " "), cure);
  }

  /** The first instruction that asks for the image. */
  static Optional<Instruction> line(
      String dockerfile, Map<String, String> buildArgs, String image) {
    var values = new StageValues(buildArgs);
    for (Instruction each : Dockerfile.of(dockerfile).instructions()) {
      values.take(each);
      boolean asks =
          each.keyword().equals("FROM")
              ? same(values.base(each), image)
              : each.options().stream()
                  .filter(option -> option.startsWith("--from="))
                  .anyMatch(option -> same(option.substring("--from=".length()), image));
      if (asks) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  private static boolean same(String one, String other) {
    return familiar(one).equals(familiar(other));
  }

  /** As Docker shows it, with its tag. */
  private static String familiar(String image) {
    String plain =
        image.replaceFirst("^docker\\.io/(library/)?", "").replaceFirst("@sha256:.*", "");
    return plain.lastIndexOf(':') > plain.lastIndexOf('/') || image.contains("@")
        ? plain
        : plain + ":latest";
  }
}
