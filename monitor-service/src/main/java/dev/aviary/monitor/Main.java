package dev.aviary.monitor;

import io.micronaut.runtime.Micronaut;

/** Starts the monitor. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Micronaut.build(args).mainClass(Main.class).banner(false).start();
  }
}
