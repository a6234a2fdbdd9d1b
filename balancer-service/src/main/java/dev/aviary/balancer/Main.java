package dev.aviary.balancer;

import io.micronaut.runtime.Micronaut;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import java.util.Map;

/** Starts the balancer. */
@OpenAPIDefinition(
    info =
        @Info(
            title = "Aviary balancer",
            version = "0.1",
            description =
                "Splits, maintenance, pauses, certificates: the admin API. What visitors are answered is in docs/http-rules.md."))
public final class Main {
  /** What keeps Netty's buffers small: two event loops need few and short-lived ones. */
  private static final Map<String, String> MEMORY =
      Map.of(
          "io.netty.allocator.type", "pooled",
          "io.netty.allocator.numDirectArenas", "2",
          "io.netty.allocator.numHeapArenas", "1",
          "io.netty.allocator.maxOrder", "6");

  private Main() {}

  /** Settings come from the environment; see the README of this module. */
  public static void main(String[] args) {
    MEMORY.forEach((name, value) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    });
    Micronaut.run(Main.class, args);
  }
}
