package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.FractionalVersion;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code var} sees at one place of a rule: the context, or an item of a list with what lies
 * outside of the item.
 */
final class Scope {
  static final String FLAGD = "$flagd";
  static final String FLAG_KEY = "flagKey";
  static final String TIMESTAMP = "timestamp";
  private static final ArrayNode NO_LIST = new ArrayNode(List.of());

  final Run run;
  final String flagKey;
  final FractionalVersion fractional;
  private final @Nullable Json data;
  private final @Nullable Scope outer;
  private final ArrayNode list;
  private final int index;

  private Scope(
      Run run,
      String flagKey,
      FractionalVersion fractional,
      @Nullable Json data,
      @Nullable Scope outer,
      ArrayNode list,
      int index) {
    this.run = run;
    this.flagKey = flagKey;
    this.fractional = fractional;
    this.data = data;
    this.outer = outer;
    this.list = list;
    this.index = index;
  }

  static Scope of(Run run, String flagKey, FractionalVersion fractional) {
    return new Scope(run, flagKey, fractional, run.context.json(), null, NO_LIST, 0);
  }

  /** A scope without a context: whatever looks at the context fails. */
  static Scope withoutContext(Run run) {
    return new Scope(run, "", FractionalVersion.V2, null, null, NO_LIST, 0);
  }

  /** A part looked at the context where there is none, so the part is no constant. */
  static final class NoContextException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private NoContextException() {
      super("there is no context", null, false, false);
    }
  }

  private Json data() {
    if (data == null) {
      throw new NoContextException();
    }
    return data;
  }

  Scope item(Json item, ArrayNode list, int index) {
    return new Scope(run, flagKey, fractional, item, this, list, index);
  }

  /** Whether this is the context, and no item. */
  boolean isContext() {
    return outer == null;
  }

  /** The whole context with {@code $flagd}, or the whole item. */
  Json whole() {
    if (isContext() && data() instanceof ObjectNode object) {
      run.spend(object.members().size());
      return object.with(FLAGD, flagd());
    }
    return data();
  }

  /** A value that the rule goes on with. It takes steps by its length. */
  Json found(Json json) {
    int steps =
        switch (json) {
          case Text text -> text.value().length() >> 4;
          case ArrayNode array -> array.items().size() >> 3;
          case ObjectNode _, NumberNode _, Json.Bool _, Json.Null _ -> 0;
        };
    if (steps > 0) {
      run.spend(steps);
    }
    return json;
  }

  /** A value that is read as a whole. It takes steps by its size. */
  Json weighed(Json json) {
    switch (json) {
      case Text text -> run.spend(1 + (text.value().length() >> 4));
      case ArrayNode array -> {
        run.spend(1);
        array.items().forEach(this::weighed);
      }
      case ObjectNode object -> {
        run.spend(1);
        object
            .members()
            .forEach((name, value) -> {
              run.spend(1 + (name.length() >> 4));
              weighed(value);
            });
      }
      case NumberNode _, Json.Bool _, Json.Null _ -> run.spend(1);
    }
    return json;
  }

  /** The text that stands for a value. It takes steps by its length. */
  String text(Json json) {
    String text = Coercion.text(json);
    if (text.length() >= 16) {
      run.spend(text.length() >> 4);
    }
    return text;
  }

  /** A member of the context or the item; null: there is none. */
  @Nullable Json member(String name) {
    Json seen = data();
    return isContext() && name.equals(FLAGD) ? flagd() : Path.member(seen, name);
  }

  /** The time of the evaluation in whole seconds since 1970. */
  double seconds() {
    data();
    return Math.floorDiv(run.nowMillis, 1000L);
  }

  private ObjectNode flagd() {
    return ObjectNode.EMPTY
        .with(FLAG_KEY, new Text(flagKey))
        .with(TIMESTAMP, NumberNode.of(seconds()));
  }

  /**
   * What lies outside of an item. An odd number of steps leads to an iteration, an object with
   * {@code index} and {@code iterator}; an even number leads to what the list operator sees itself.
   *
   * @return null: there is nothing
   */
  @Nullable Json above(int steps) {
    Scope scope = iteration(steps);
    if (scope.outer == null) {
      return null;
    }
    return steps % 2 == 0 ? scope.outer.whole() : scope.iteration();
  }

  /** A member of what lies there, without a copy of the rest; null: there is none. */
  @Nullable Json above(int steps, String name) {
    Scope scope = iteration(steps);
    if (scope.outer == null) {
      return null;
    }
    return steps % 2 == 0 ? scope.outer.member(name) : Path.member(scope.iteration(), name);
  }

  private Scope iteration(int steps) {
    Scope scope = this;
    for (int i = steps; i > 2 && scope.outer != null; i -= 2) {
      scope = scope.outer;
    }
    // What is compiled as the rule of a list operator has no iteration yet.
    scope.data();
    return scope;
  }

  private ObjectNode iteration() {
    return ObjectNode.EMPTY.with("iterator", list).with("index", NumberNode.of((double) index));
  }
}
