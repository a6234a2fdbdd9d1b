package dev.aviary.flag.definition;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A flag as <a href="https://flagd.dev/schema/v0/flags.json">flagd's flags.json, version 0</a>
 * defines it. It keeps the JSON that it was written in, with unknown members, so that an export
 * gives back what was imported.
 *
 * @param json a definition that was checked
 */
public record Definition(ObjectNode json) {
  public static final String STATE = "state";
  public static final String VARIANTS = "variants";
  public static final String DEFAULT_VARIANT = "defaultVariant";
  public static final String TARGETING = "targeting";
  public static final String METADATA = "metadata";

  /** Whether a flag is evaluated at all. */
  public enum State {
    ENABLED,
    DISABLED
  }

  public Definition {
    List<Fault> faults = new ArrayList<>();
    DefinitionCheck.of(Members.of(json, Pointer.ROOT, faults));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("a definition is wrong: " + faults);
    }
  }

  /** The definition in an object, or everything that is wrong with it. */
  public static Reading<Definition> read(ObjectNode json) {
    List<Fault> faults = new ArrayList<>();
    DefinitionCheck.of(Members.of(json, Pointer.ROOT, faults));
    return faults.isEmpty()
        ? new Reading.Read<>(new Definition(json))
        : new Reading.Faulty<>(faults);
  }

  /** A boolean flag that is on or off for everybody. */
  public static Definition switched(boolean on) {
    return new Definition(
        ObjectNode.EMPTY
            .with(STATE, new Json.Text(State.ENABLED.name()))
            .with(VARIANTS, ObjectNode.EMPTY.with("on", Json.TRUE).with("off", Json.FALSE))
            .with(DEFAULT_VARIANT, new Json.Text(on ? "on" : "off")));
  }

  public State state() {
    return json.get(STATE) instanceof Json.Text text ? State.valueOf(text.value()) : State.ENABLED;
  }

  /** The values that the flag can have, by name. */
  public ObjectNode variants() {
    return object(VARIANTS);
  }

  /** The variant without targeting; none: the caller's own default. */
  public Optional<String> defaultVariant() {
    return json.get(DEFAULT_VARIANT) instanceof Json.Text text && !text.value().isEmpty()
        ? Optional.of(text.value())
        : Optional.empty();
  }

  /** The rule in JSONLogic; an empty one is none. */
  public Optional<ObjectNode> targeting() {
    ObjectNode rule = object(TARGETING);
    return rule.members().isEmpty() ? Optional.empty() : Optional.of(rule);
  }

  /** Strings, numbers and booleans by name. */
  public ObjectNode metadata() {
    return object(METADATA);
  }

  private ObjectNode object(String name) {
    return json.get(name) instanceof ObjectNode object ? object : ObjectNode.EMPTY;
  }
}
