package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The evaluation context of OpenFeature: what a rule knows of the user and the release. */
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

  /** This context with another value of one member. */
  public Context with(String name, Json value) {
    return new Context(json.with(name, value));
  }

  /**
   * Adds the context to a digest. Contexts that every rule answers alike add the same bytes, all
   * others add different ones.
   */
  public void addTo(MessageDigest digest) {
    new ContextDigest(digest).add(json);
  }
}
