package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import java.security.MessageDigest;
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
   * Adds to the digest the same bytes for all contexts that every rule answers alike, and others
   * for any other. No text of the whole is made for it.
   */
  public void addTo(MessageDigest digest) {
    new ContextDigest(digest).add(json);
  }
}
