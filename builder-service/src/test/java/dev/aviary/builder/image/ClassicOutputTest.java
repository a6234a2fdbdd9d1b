package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.BuildResponseItem;
import dev.aviary.contract.deployment.DeploymentLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ClassicOutputTest {
  private final List<String> lines = new ArrayList<>();
  private final BuildLines told = new BuildLines(new Lines(lines));
  private final ClassicOutput output = new ClassicOutput(told, ExtendedDockerfile.plain(""));

  @Test
  void piecesBecomeLines() throws Exception {
    says("{\"stream\":\"Step 1/2\"}", "{\"stream\":\" : FROM a\\n\\n\"}", "{\"stream\":\"b\\nc\"}");
    assertEquals(List.of("Step 1/2 : FROM a", "b"), lines);
  }

  @Test
  void aCarriageReturnEndsALineToo() throws Exception {
    says("{\"stream\":\"10 %\\r20 %\\r\\nend\\n\"}");
    assertEquals(List.of("10 %", "20 %", "end"), lines);
  }

  @Test
  void theColoursOfTheEngineAreInNoLineAndInNoReason() throws Exception {
    says("{\"stream\":\"\\u001b[91mwarning\\n\\u001b[0m\"}", "{\"stream\":\"\\u001b[0mplain\\n\"}");
    assertEquals(List.of("warning", "plain"), lines);
    assertEquals("warning\nplain", told.tail());
  }

  @Test
  void aLineThatNeverEndsIsCutAndNotGathered() throws Exception {
    String piece = "x".repeat(1_500);
    for (int i = 0; i < 4; i++) {
      says("{\"stream\":\"" + piece + "\"}");
    }
    assertEquals(3, lines.size());
    assertTrue(lines.stream().allMatch(line -> line.length() <= DeploymentLog.LONGEST_LINE));
  }

  @Test
  void aLineIsNotCutInTheMiddleOfACharacter() throws Exception {
    says("{\"stream\":\"" + "\uD83D\uDC26".repeat(2_500) + "\\n\"}");
    for (String line : lines) {
      assertEquals(0, line.length() % 2);
      assertTrue(line.length() <= DeploymentLog.LONGEST_LINE, () -> line.length() + " characters");
    }
    assertEquals(2_500, lines.stream().mapToLong(line -> line.codePoints().count()).sum());
  }

  @Test
  void whatWasBegunIsToldBeforeTheError() throws Exception {
    says("{\"stream\":\"half a line\"}", "{\"errorDetail\":{\"message\":\"it broke\"}}");
    assertEquals(List.of("half a line", "it broke"), lines);
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
    for (int i = 1; i <= BuildLines.TOLD; i++) {
      says("{\"stream\":\"line " + i + "\\n\"}");
    }
    says("{\"errorDetail\":{\"message\":\"it broke\"},\"error\":\"it broke\"}");
    assertEquals(Optional.of("it broke"), output.error());
    assertEquals(
        IntStream.rangeClosed(2, BuildLines.TOLD).mapToObj(i -> "line " + i).toList(),
        told.tail().lines().limit(BuildLines.TOLD - 1L).toList());
    assertTrue(told.tail().endsWith("it broke"), told.tail());
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
