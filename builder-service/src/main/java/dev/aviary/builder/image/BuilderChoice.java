package dev.aviary.builder.image;

import dev.aviary.builder.image.DockerfileNeeds.Need;
import java.util.List;
import java.util.Optional;

/** Which of the engine's builders makes an image: pure. */
sealed interface BuilderChoice {

  /**
   * BuildKit.
   *
   * @param newer what the frontend inside the engine does not know yet
   */
  record BuildKit(List<Need> newer) implements BuilderChoice {
    public BuildKit {
      newer = List.copyOf(newer);
    }
  }

  /** The builder that engines have had from the beginning. */
  record Classic() implements BuilderChoice {}

  /** None can; {@code reason} begins with the line, and says what is missing. */
  record Impossible(String reason) implements BuilderChoice {}

  /**
   * What an engine is.
   *
   * @param hasBuildKit whether it is one of Docker's for Linux: others only speak its API
   */
  record EngineKind(EngineVersion version, boolean hasBuildKit) {}

  /**
   * Chooses.
   *
   * @param needs what the Dockerfile uses; without BuildKit what cannot be said in other words
   * @param limited whether the steps of BuildKit can be limited
   */
  static BuilderChoice of(
      BuildSettings.Choice setting, EngineKind engine, List<Need> needs, boolean limited) {
    Optional<Need> needed = needs.stream().findFirst();
    if (!engine.hasBuildKit() || setting == BuildSettings.Choice.CLASSIC) {
      return needed.<BuilderChoice>map(need -> impossible(setting, need)).orElse(new Classic());
    }
    if (setting == BuildSettings.Choice.AUTO && needed.isEmpty() && !limited) {
      return new Classic();
    }
    return new BuildKit(needs.stream().filter(need -> !need.builtIn(engine.version())).toList());
  }

  private static BuilderChoice impossible(BuildSettings.Choice setting, Need need) {
    String cure =
        setting == BuildSettings.Choice.CLASSIC
            ? "and aviary.image.builder is classic: set it to auto"
            : "which this engine lacks: use Docker 20.10 or newer on Linux";
    return new Impossible(
        "line %d: %s needs BuildKit, %s".formatted(need.line(), need.feature(), cure));
  }
}
