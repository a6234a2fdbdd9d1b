package dev.aviary.flag.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * Why equality is written out where it could be a record's own: a record compares by method handles, which without the
 * optimising compiler cost more than all that they compare. An import compares each flag with what it was, part by part.
 */

/** A JSON value (RFC 8259); immutable. Its {@code toString} is its compact text. */
public sealed interface Json {
  Json TRUE = new Bool(true);
  Json FALSE = new Bool(false);
  Json NULL = new Null();

  static Json of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /**
   * An object; its members keep their order, which equality does not look at.
   *
   * @param members by name
   */
  record ObjectNode(Map<String, Json> members) implements Json {
    public static final ObjectNode EMPTY = new ObjectNode(Map.of());

    public ObjectNode {
      members = CompactMembers.copyOf(members);
    }

    public @Nullable Json get(String name) {
      return members.get(name);
    }

    /** The same object, where that member has that value. */
    public ObjectNode with(String name, Json value) {
      return new ObjectNode(CompactMembers.with(members, name, value));
    }

    public ObjectNode without(String name) {
      if (!members.containsKey(name)) {
        return this;
      }
      var changed = new LinkedHashMap<>(members);
      changed.remove(name);
      return new ObjectNode(changed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other || (other instanceof ObjectNode node && members.equals(node.members));
    }

    @Override
    public int hashCode() {
      return members.hashCode();
    }

    @Override
    public String toString() {
      return JsonText.of(this);
    }
  }

  record ArrayNode(List<Json> items) implements Json {
    public ArrayNode {
      items = List.copyOf(items);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other || (other instanceof ArrayNode node && items.equals(node.items));
    }

    @Override
    public int hashCode() {
      return items.hashCode();
    }

    @Override
    public String toString() {
      return JsonText.of(this);
    }
  }

  record Text(String value) implements Json {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Text text && value.equals(text.value);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }

    @Override
    public String toString() {
      return JsonText.of(this);
    }
  }

  /**
   * A number as it was written: {@code 10.0} and {@code 1e1} are not equal, though both are ten.
   */
  final class NumberNode implements Json {
    private final double value;
    private @Nullable String literal;

    private NumberNode(double value, @Nullable String literal) {
      this.value = value;
      this.literal = literal;
    }

    /**
     * The number that the literal stands for, and the literal itself.
     *
     * @param literal a number by JSON's grammar
     */
    public static NumberNode of(String literal) {
      return new NumberNode(Double.parseDouble(literal), literal);
    }

    /** A finite number in its shortest form. */
    public static NumberNode of(double value) {
      return new NumberNode(value, null);
    }

    public double value() {
      return value;
    }

    public String literal() {
      String text = literal;
      if (text == null) {
        text = Numerals.of(value);
        literal = text;
      }
      return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof NumberNode number && literal().equals(number.literal());
    }

    @Override
    public int hashCode() {
      return literal().hashCode();
    }

    @Override
    public String toString() {
      return JsonText.of(this);
    }
  }

  record Bool(boolean value) implements Json {
    @Override
    public String toString() {
      return JsonText.of(this);
    }
  }

  record Null() implements Json {
    @Override
    public String toString() {
      return JsonText.of(this);
    }
  }
}
