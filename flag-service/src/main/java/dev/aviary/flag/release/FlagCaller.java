package dev.aviary.flag.release;

import dev.aviary.contract.caller.Caller;
import dev.aviary.flag.evaluate.Context;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import java.util.LinkedHashMap;

/** A client that asks for flags. */
public sealed interface FlagCaller {
  /** The member of the context that only this service sets. */
  String MEMBER = "aviary";

  /** A client without a token. */
  record Anybody() implements FlagCaller {}

  /**
   * A client with a token that is not a container's.
   *
   * @param hash of the token
   */
  record Reader(String hash) implements FlagCaller {}

  /**
   * The holder of the admin token.
   *
   * @param hash of the admin token
   */
  record Admin(String hash) implements FlagCaller {}

  /**
   * A deployed container.
   *
   * @param hash of its token
   */
  record Deployed(String hash, Caller caller) implements FlagCaller {}

  /** Tells callers apart. */
  default String id() {
    return switch (this) {
      case Anybody _ -> "";
      case Reader(String hash) -> hash;
      case Admin(String hash) -> hash;
      case Deployed(String hash, _) -> hash;
    };
  }

  /**
   * The context in which its flags are evaluated: what it sent, except that it cannot say itself
   * which release it is. For a container {@code aviary.app}, {@code .release}, {@code .track} and
   * {@code .slot} are set.
   */
  default Context in(ObjectNode sent) {
    if (!(this instanceof Deployed) && mayBeSent(sent)) {
      return Context.of(sent);
    }
    var own = new LinkedHashMap<>(sent.members());
    own.keySet().removeIf(FlagCaller::reserved);
    if (this instanceof Deployed(_, Caller caller)) {
      own.put(MEMBER, describe(caller));
    }
    return Context.of(new ObjectNode(own));
  }

  private static boolean mayBeSent(ObjectNode context) {
    for (String name : context.members().keySet()) {
      if (reserved(name)) {
        return false;
      }
    }
    return true;
  }

  private static boolean reserved(String name) {
    return name.equals(MEMBER) || name.startsWith(MEMBER + ".");
  }

  private static ObjectNode describe(Caller caller) {
    return ObjectNode.EMPTY
        .with("app", new Json.Text(caller.app()))
        .with("release", new Json.Text(caller.release()))
        .with("track", new Json.Text(caller.track().id()))
        .with("slot", new Json.Text(caller.slot().id()));
  }
}
