package dev.aviary.flag;

import io.micronaut.runtime.Micronaut;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;

/** The flag service: switches inside of running builds. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Aviary flag service",
            version = "0.1",
            description = "Feature flags: kept, changed, explained, and evaluated over OFREP."))
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Micronaut.build(arguments).mainClass(Main.class).banner(false).start();
  }
}
