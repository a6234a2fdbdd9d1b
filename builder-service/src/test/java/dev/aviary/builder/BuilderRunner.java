package dev.aviary.builder;

import dev.aviary.contract.testing.ServiceRunner;
import java.io.IOException;
import java.util.Map;

/** Runs the builder from an IDE. Needs a Docker engine. Triggers are on 42002, the admin API is on 42001. */
public final class BuilderRunner {
  private BuilderRunner() {}

  public static void main(String[] args) throws IOException {
    ServiceRunner.prepare("builder", Map.of("aviary.build.secret", "build-secret-of-a-runner", "aviary.secrets.key", "0123456789abcdef".repeat(4)));
    Main.main(args);
  }
}
