package dev.aviary.flag;

import io.micronaut.runtime.Micronaut;

/** The flag service: switches inside of running builds. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Micronaut.build(arguments).mainClass(Main.class).banner(false).start();
  }
}
