package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.builder.recipe.ReleaseProcesses;
import dev.aviary.builder.recipe.SourceRecipe;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RecipeTest {
  @Test
  void aRepositoryWithADockerfileIsBuiltWithItAsItIs() {
    assertEquals(
        new Recipe.With("FROM scratch\nCMD a", "", ReleaseProcesses.NONE),
        Recipe.with("FROM scratch\nCMD a"));
  }

  @Test
  void aSourceWithoutOneIsBuiltWithThatOfItsLanguage() {
    var beside = new ReleaseProcesses("migrate", Map.of());
    assertEquals(
        new Recipe.With("FROM a\n", "source/", beside),
        Recipe.of(new SourceRecipe.Made("FROM a\n", "source/", beside)));
    assertEquals(new Recipe.Impossible("why"), Recipe.of(new SourceRecipe.Unknown("why")));
  }

  @Test
  void theReleasesLabelsAreOneStepAtTheEndAndThoseOfEveryLayerTheFirst() {
    assertEquals(
        "FROM a\nLABEL app=\"x\"\nRUN b\nLABEL b=\"1\" c=\"2\"\n",
        with("FROM a\nRUN b\n\n").labelled(Map.of("app", "x"), Map.of("c", "2", "b", "1")).text());
  }

  @Test
  void aLabelIsWhatItIsWhateverItHolds() {
    assertEquals(
        "FROM a\nLABEL x=\"1\"\nLABEL json=\"{\\\"a\\\":\\\"b --port \\$PORT \\\\\\\\\\\"}\"\n",
        with("FROM a\n")
            .labelled(Map.of("x", "1"), Map.of("json", "{\"a\":\"b --port $PORT \\\\\"}"))
            .text());
  }

  private static Recipe.With with(String dockerfile) {
    return new Recipe.With(dockerfile, "", ReleaseProcesses.NONE);
  }
}
