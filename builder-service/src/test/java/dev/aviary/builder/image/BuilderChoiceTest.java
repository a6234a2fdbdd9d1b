package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.aviary.builder.image.BuildSettings.Choice;
import dev.aviary.builder.image.BuilderChoice.EngineKind;
import dev.aviary.builder.image.DockerfileNeeds.Need;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BuilderChoiceTest {
  private static final EngineKind DOCKER = new EngineKind(EngineVersion.parse("20.10.24"), true);
  private static final EngineKind PODMAN = new EngineKind(EngineVersion.parse("5.4.0"), false);
  private static final Need MOUNT = new Need(4, "RUN --mount", new EngineVersion(20, 10));
  private static final Need LINK = new Need(6, "COPY --link", new EngineVersion(23, 0));

  @Test
  void buildKitWhereItsStepsCanBeLimited() {
    assertEquals(
        new BuilderChoice.BuildKit(List.of()),
        BuilderChoice.of(Choice.AUTO, DOCKER, List.of(), true));
  }

  @Test
  void whereTheyCannotOnlyWhatNeedsItOrIsToldTo() {
    assertEquals(
        new BuilderChoice.Classic(), BuilderChoice.of(Choice.AUTO, DOCKER, List.of(), false));
    assertEquals(
        new BuilderChoice.BuildKit(List.of()),
        BuilderChoice.of(Choice.AUTO, DOCKER, List.of(MOUNT), false));
    assertEquals(
        new BuilderChoice.BuildKit(List.of()),
        BuilderChoice.of(Choice.BUILDKIT, DOCKER, List.of(), false));
  }

  @Test
  void whatTheEnginesFrontendDoesNotKnowIsSaid() {
    assertEquals(
        new BuilderChoice.BuildKit(List.of(LINK)),
        BuilderChoice.of(Choice.AUTO, DOCKER, List.of(MOUNT, LINK), true));
  }

  @Test
  void theClassicBuilderIsForEnginesThatHaveNoOtherAndForThoseWhoWantIt() {
    assertEquals(
        new BuilderChoice.Classic(), BuilderChoice.of(Choice.BUILDKIT, PODMAN, List.of(), false));
    var there =
        assertInstanceOf(
            BuilderChoice.Impossible.class,
            BuilderChoice.of(Choice.AUTO, PODMAN, List.of(MOUNT), false));
    assertEquals(
        "line 4: RUN --mount needs BuildKit, which this engine lacks: use Docker 20.10 or newer on Linux",
        there.reason());
    var told =
        assertInstanceOf(
            BuilderChoice.Impossible.class,
            BuilderChoice.of(Choice.CLASSIC, DOCKER, List.of(MOUNT), true));
    assertEquals(
        "line 4: RUN --mount needs BuildKit, and aviary.image.builder is classic: set it to auto",
        told.reason());
  }
}
