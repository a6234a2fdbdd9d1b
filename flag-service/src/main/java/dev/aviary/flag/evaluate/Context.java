package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who asks: OpenFeature's evaluation context. */
public final class Context {
  public static final Context EMPTY = new Context(ObjectNode.EMPTY);
  public static final String TARGETING_KEY = "targetingKey";

  private final ObjectNode json;

  private Context(ObjectNode json) {
    this.json = json;
  }

  public static Context of(ObjectNode json) {
    return new Context(json);
  }

  public ObjectNode json() {
    return json;
  }

  public @Nullable Json get(String name) {
    return json.get(name);
  }

  /** The same context, where that member has that value. */
  public Context with(String name, Json value) {
    return new Context(json.with(name, value));
  }

  /**
   * One text for all contexts that every rule answers alike: members in the order of their names,
   * numbers in their shortest form.
   */
  public byte[] canonical() {
    return canonical(json).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** SHA-256 of {@link #canonical}, in hexadecimal digits. */
  public String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Json canonical(Json json) {
    return switch (json) {
      case ObjectNode object -> {
        Map<String, Json> sorted = new LinkedHashMap<>();
        object.members().entrySet().stream()
            .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
            .forEach(member -> sorted.put(member.getKey(), canonical(member.getValue())));
        yield new ObjectNode(sorted);
      }
      case Json.ArrayNode array ->
          new Json.ArrayNode(array.items().stream().map(Context::canonical).toList());
      case Json.NumberNode number -> Json.NumberNode.of(number.value());
      case Json.Text _, Json.Bool _, Json.Null _ -> json;
    };
  }
}
