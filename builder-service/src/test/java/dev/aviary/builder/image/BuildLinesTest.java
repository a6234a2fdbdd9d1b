package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BuildLinesTest {
  private static BuildLines of(List<String> lines) {
    var taken =
        new BuildLines(
            new BuildWatch() {
              @Override
              public void line(String text) {}

              @Override
              public boolean wanted() {
                return true;
              }
            });
    lines.forEach(taken::add);
    return taken;
  }

  @ParameterizedTest
  @ValueSource(strings = {"[4/6] RUN pip install x", "[build 4/6] RUN x", "Step 4/6 : RUN x"})
  void aFailureIsToldFromTheBeginningOfItsStep(String step) {
    var lines = of(List.of("[1/6] FROM base", "Setting up gcc", step, "no such package", "exit 1"));
    assertEquals(step + "\nno such package\nexit 1", lines.ofLastStep());
  }

  @Test
  void ofALongStepTheLastLinesAreTold() {
    var many = new ArrayList<>(List.of("[1/6] RUN x"));
    for (int i = 0; i < 100; i++) {
      many.add("[line] " + i);
    }
    List<String> told = of(many).ofLastStep().lines().toList();
    assertEquals(BuildLines.TOLD, told.size());
    assertEquals("[line] 99", told.getLast());
  }
}
