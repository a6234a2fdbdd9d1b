package dev.aviary.builder;

import io.micronaut.runtime.Micronaut;

/** Starts the builder. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Micronaut.run(Main.class, args);
  }
}
