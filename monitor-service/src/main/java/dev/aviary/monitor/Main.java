package dev.aviary.monitor;

import io.micronaut.runtime.Micronaut;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;

/** Starts the monitor. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Aviary monitor",
            version = "0.1",
            description = "Containers, alerts, canaries, and the console."))
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Micronaut.build(args).mainClass(Main.class).banner(false).start();
  }
}
