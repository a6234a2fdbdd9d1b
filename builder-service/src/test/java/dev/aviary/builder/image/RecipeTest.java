package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RecipeTest {
  private static final Base PYTHON = new Base("app", "/srv");

  @Test
  void aRepositoryWithADockerfileIsBuiltWithIt() {
    assertEquals(
        new Recipe.With("FROM scratch\n", ""),
        Recipe.of(
            spec(null), Optional.of("FROM scratch\n"), Optional.of("web: a\n"), Base.UNKNOWN));
  }

  @Test
  void theCommandOfTheSettingsComesBeforeTheDockerfiles() {
    assertEquals(
        new Recipe.With("FROM scratch\nCMD a\nCMD [\"/bin/sh\", \"-c\", \"exec b\"]\n", ""),
        Recipe.of(spec("b"), Optional.of("FROM scratch\nCMD a"), Optional.empty(), Base.UNKNOWN));
  }

  @Test
  void aSourceWithAProcfileIsPutOnTheBaseImageLast() {
    assertEquals(
        new Recipe.With(
            """
            FROM python-base
            WORKDIR /srv
            CMD ["/bin/sh", "-c", "exec gunicorn \\"app:create_app()\\""]
            COPY --chown=app source/ ./
            """,
            "source/"),
        Recipe.of(
            spec(null),
            Optional.empty(),
            Optional.of("worker: x\nweb:  gunicorn \"app:create_app()\" \r\n"),
            PYTHON));
  }

  @Test
  void aBaseImageThatNamesNoUserAndNoFolderGetsTheDefaults() {
    assertEquals(
        new Recipe.With(
            """
            FROM python-base
            WORKDIR /app
            CMD ["/bin/sh", "-c", "exec run"]
            COPY source/ ./
            """,
            "source/"),
        Recipe.of(spec("run"), Optional.empty(), Optional.empty(), new Base("", "/")));
  }

  @Test
  void aCommandCannotAddInstructions() {
    var recipe =
        assertInstanceOf(
            Recipe.With.class,
            Recipe.of(spec("a\nRUN reboot \\"), Optional.empty(), Optional.empty(), PYTHON));
    assertTrue(
        recipe
            .dockerfile()
            .contains("\nCMD [\"/bin/sh\", \"-c\", \"a\\u000aRUN reboot \\\\\"]\nCOPY "),
        recipe.dockerfile());
  }

  @Test
  void theReleasesLabelsAreOneStepAtTheEndAndThoseOfEveryLayerTheFirst() {
    assertEquals(
        "FROM a\nLABEL app=\"x\"\nRUN b\nLABEL b=\"1\" c=\"2\"\n",
        new Recipe.With("FROM a\nRUN b\n\n", "")
            .labelled(Map.of("app", "x"), Map.of("c", "2", "b", "1"))
            .text());
  }

  @Test
  void withoutACommandNothingCanBeMade() {
    for (var procfile : List.of(Optional.<String>empty(), Optional.of("worker: x\nweb: \n"))) {
      var impossible =
          assertInstanceOf(
              Recipe.Impossible.class, Recipe.of(spec(null), Optional.empty(), procfile, PYTHON));
      assertTrue(impossible.reason().contains("Procfile"), impossible.reason());
    }
  }

  private static AppSpec spec(@Nullable String command) {
    return Specs.of("demo", "file:///r", command);
  }
}
