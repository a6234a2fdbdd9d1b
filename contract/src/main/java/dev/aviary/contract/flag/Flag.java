package dev.aviary.contract.flag;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code {aviary}:flag:<key>}: a flag as <a
 * href="https://flagd.dev/schema/v0/flags.json">flagd's flags.json, version 0</a> defines it, and
 * beside that its last change, which an export leaves out.
 *
 * @param variants the values that the flag can have, by name
 * @param defaultVariant the variant that it has; null: apps use the default in their code
 * @param metadata strings, numbers and booleans by name; missing means none
 */
@Serdeable
public record Flag(
    State state,
    Map<String, Boolean> variants,
    @Nullable String defaultVariant,
    Map<String, Object> metadata,
    FlagChange changed) {
  private static final String ON = "on";
  private static final String OFF = "off";
  private static final String DESCRIPTION = "description";

  /** Whether the flag is evaluated at all. */
  @Serdeable
  public enum State {
    ENABLED,
    DISABLED
  }

  public Flag {
    Check.present(state, "state");
    variants = Map.copyOf(withoutNulls(Check.present(variants, "variants"), "variants"));
    Check.that(
        defaultVariant == null || variants.containsKey(defaultVariant),
        "defaultVariant '" + defaultVariant + "' is none of the variants");
    metadata = metadata == null ? Map.of() : Map.copyOf(withoutNulls(metadata, "metadata"));
    Check.present(changed, "changed");
  }

  /** A switch that is on or off for everybody. */
  public static Flag of(boolean on, @Nullable String description, FlagChange changed) {
    var variants = new LinkedHashMap<String, Boolean>();
    variants.put(ON, true);
    variants.put(OFF, false);
    return new Flag(
        State.ENABLED,
        variants,
        on ? ON : OFF,
        description == null ? Map.of() : Map.of(DESCRIPTION, description),
        changed);
  }

  /** Whether it is on for somebody of whom nothing is known: then its plain key is there. */
  public boolean on() {
    return state == State.ENABLED
        && defaultVariant != null
        && Boolean.TRUE.equals(variants.get(defaultVariant));
  }

  public @Nullable String description() {
    return metadata.get(DESCRIPTION) instanceof String text ? text : null;
  }

  private static <V> Map<String, V> withoutNulls(Map<String, V> map, String name) {
    Check.that(map.values().stream().noneMatch(Objects::isNull), name + " holds a null");
    return map;
  }
}
