package dev.aviary.contract.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The Lua scripts that lie beside this class. */
public final class Scripts {
  public static final String ATOMIC_WRITE = load("atomic-write.lua");
  public static final String READ_CONTROL = load("read-control.lua");
  public static final String READ_FLAGS = load("read-flags.lua");

  private Scripts() {}

  private static String load(String name) {
    try (var in = Scripts.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
