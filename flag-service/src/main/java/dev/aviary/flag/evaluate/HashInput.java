package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@code fractional} hashes, with MurmurHash3 x86 32 and seed 0. */
sealed interface HashInput {
  /** The unsigned hash. */
  long hash();

  /** The input, for people. */
  String told();

  /** The bytes that are hashed, as hexadecimal digits; null: the told text in UTF-8. */
  @Nullable String cbor();

  /** Two texts as one, in UTF-8. */
  record Utf8(String before, String text) implements HashInput {
    @Override
    public long hash() {
      return Murmur3.hash(before, text);
    }

    @Override
    public String told() {
      return Brief.of(before + text);
    }

    @Override
    public @Nullable String cbor() {
      return null;
    }
  }

  /** A value of any type, by its deterministic encoding. */
  record Encoded(Json json) implements HashInput {
    @Override
    public long hash() {
      Murmur3 murmur = new Murmur3();
      new Cbor(murmur::add).write(json);
      return murmur.hash();
    }

    @Override
    public String told() {
      return Brief.of(json.toString());
    }

    @Override
    public String cbor() {
      return Brief.of(Cbor.hex(json));
    }
  }

  /**
   * By version 2; null: it can hash nothing but a text.
   *
   * @param by null: the flag's key and the targeting key
   */
  static @Nullable HashInput ofText(@Nullable Json by, Scope scope) {
    if (by == null) {
      String key = Fractional.targetingKey(scope);
      return key == null ? null : new Utf8(scope.flagKey, key);
    }
    return by instanceof Text(String text) ? new Utf8("", text) : null;
  }

  /** By version 3; null: there is no key, or a targeting key that is no text. */
  static @Nullable HashInput ofAny(@Nullable Json by, Scope scope) {
    if (by == null) {
      return scope.member(Context.TARGETING_KEY) instanceof Text key
          ? new Encoded(new ArrayNode(List.of(new Text(scope.flagKey), key)))
          : null;
    }
    return by instanceof Json.Null ? null : new Encoded(scope.weighed(by));
  }
}
