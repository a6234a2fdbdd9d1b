package dev.aviary.builder;

import io.micronaut.runtime.Micronaut;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;

/** Starts the builder. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Aviary builder",
            version = "0.1",
            description = "Apps, deployments, rollouts, and what triggers them."))
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Micronaut.run(Main.class, args);
  }
}
