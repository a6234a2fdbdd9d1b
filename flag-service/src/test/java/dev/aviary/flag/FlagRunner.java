package dev.aviary.flag;

import dev.aviary.contract.testing.ServiceRunner;
import java.io.IOException;
import java.util.Map;

/** Runs the flag service from an IDE. Answers on 5004. */
public final class FlagRunner {
  private FlagRunner() {}

  public static void main(String[] args) throws IOException {
    ServiceRunner.prepare("flag", Map.of());
    Main.main(args);
  }
}
