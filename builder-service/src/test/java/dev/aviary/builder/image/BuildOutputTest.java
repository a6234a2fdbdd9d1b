package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.BuildResponseItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BuildOutputTest {
  private final List<String> lines = new ArrayList<>();
  private final BuildOutput output = new BuildOutput(new Lines(lines));

  @Test
  void piecesBecomeLines() throws Exception {
    says("{\"stream\":\"Step 1/2\"}", "{\"stream\":\" : FROM a\\n\\n\"}", "{\"stream\":\"b\\nc\"}");
    assertEquals(List.of("Step 1/2 : FROM a", "b"), lines);
  }

  @Test
  void theImageIsKnownWhenItIsBuilt() throws Exception {
    says("{\"stream\":\"Successfully built 0123456789ab\\n\"}");
    output.onComplete();
    assertTrue(output.ended(Duration.ZERO));
    assertEquals(Optional.of("0123456789ab"), output.image());
    assertEquals(Optional.empty(), output.error());
  }

  @Test
  void anErrorIsToldWithTheLinesBeforeIt() throws Exception {
    for (int i = 1; i <= BuildOutput.TOLD; i++) {
      says("{\"stream\":\"line " + i + "\\n\"}");
    }
    says("{\"errorDetail\":{\"message\":\"it broke\"},\"error\":\"it broke\"}");
    assertEquals(Optional.of("it broke"), output.error());
    assertEquals(
        IntStream.rangeClosed(2, BuildOutput.TOLD).mapToObj(i -> "line " + i).toList(),
        output.tail().lines().limit(BuildOutput.TOLD - 1L).toList());
    assertTrue(output.tail().endsWith("it broke"), output.tail());
  }

  private void says(String... items) throws JsonProcessingException {
    for (String item : items) {
      output.onNext(new ObjectMapper().readValue(item, BuildResponseItem.class));
    }
  }

  private record Lines(List<String> lines) implements BuildWatch {
    @Override
    public void line(String text) {
      lines.add(text);
    }

    @Override
    public boolean wanted() {
      return true;
    }
  }
}
