package dev.aviary.contract.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The Lua scripts that lie beside the classes that run them. */
public final class Scripts {
  static final String ATOMIC_WRITE = load(Scripts.class, "atomic-write.lua");
  public static final String READ_CONTROL = load(Scripts.class, "read-control.lua");

  private Scripts() {}

  /**
   * @param beside the class in whose package the script lies
   */
  public static String load(Class<?> beside, String name) {
    try (var in = beside.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
