package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code var} sees: the context, or within a list operator one item and what lies outside of
 * it.
 */
final class Scope {
  static final String FLAGD = "$flagd";
  static final String FLAG_KEY = "flagKey";
  static final String TIMESTAMP = "timestamp";
  private static final ArrayNode NO_LIST = new ArrayNode(List.of());

  final Run run;
  final String flagKey;
  private final Json data;
  private final @Nullable Scope outer;
  private final ArrayNode list;
  private final int index;

  private Scope(
      Run run, String flagKey, Json data, @Nullable Scope outer, ArrayNode list, int index) {
    this.run = run;
    this.flagKey = flagKey;
    this.data = data;
    this.outer = outer;
    this.list = list;
    this.index = index;
  }

  static Scope of(Run run, String flagKey) {
    return new Scope(run, flagKey, run.context.json(), null, NO_LIST, 0);
  }

  Scope item(Json item, ArrayNode list, int index) {
    return new Scope(run, flagKey, item, this, list, index);
  }

  /** Whether this is the context, and no item. */
  boolean isContext() {
    return outer == null;
  }

  /** All of it. */
  Json whole() {
    return isContext() && data instanceof ObjectNode object ? object.with(FLAGD, flagd()) : data;
  }

  /** That member of it; null: there is none. */
  @Nullable Json member(String name) {
    return isContext() && name.equals(FLAGD) ? flagd() : Path.member(data, name);
  }

  /** The time of the evaluation in whole seconds of the epoch. */
  double seconds() {
    return Math.floorDiv(run.nowMillis, 1000L);
  }

  private ObjectNode flagd() {
    return ObjectNode.EMPTY
        .with(FLAG_KEY, new Text(flagKey))
        .with(TIMESTAMP, NumberNode.of(seconds()));
  }

  /**
   * What lies that many steps outside: by turns the iteration itself, with {@code index} and {@code
   * iterator}, and what was seen where it began.
   *
   * @return null: there is nothing
   */
  @Nullable Json above(int steps) {
    Scope scope = this;
    for (int i = steps; i > 2 && scope.outer != null; i -= 2) {
      scope = scope.outer;
    }
    if (scope.outer == null) {
      return null;
    }
    return steps % 2 == 0 ? scope.outer.whole() : scope.iteration();
  }

  private ObjectNode iteration() {
    return ObjectNode.EMPTY.with("iterator", list).with("index", NumberNode.of((double) index));
  }
}
