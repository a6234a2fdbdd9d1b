package dev.aviary.flag.api;

import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.Pointer;
import dev.aviary.flag.registry.EditResult;
import dev.aviary.flag.registry.Flag;
import dev.aviary.flag.registry.ReplacementCheck;
import dev.aviary.flag.store.FlagKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a flag's view that a client sends back with a changed definition. They are no part
 * of the definition. A member that the client changed would do nothing, so it is refused. A
 * definition that was read before another change of the flag is refused as well.
 *
 * @param sent with the definition
 */
record EchoedMembers(FlagKey key, ObjectNode sent) implements ReplacementCheck {
  private static final Map<String, String> MEANT =
      Map.of(
          FlagView.ON,
          "it follows from the definition: leave it out, or send nothing but {\"on\": ...}",
          FlagView.DESCRIPTION,
          "it belongs into aviary.description",
          FlagView.KEY,
          "it is the flag's key in the path");

  ObjectNode definition() {
    var members = new LinkedHashMap<String, Json>(sent.members());
    members.keySet().removeAll(FlagView.MEMBERS);
    members.remove(FlagDocument.CHANGED);
    return new ObjectNode(members);
  }

  @Override
  public Optional<EditResult.Unchanged> to(FlagDocument next, Optional<Flag> present, boolean on) {
    if (edited(FlagView.KEY, new Text(key.text()))) {
      return refused(FlagView.KEY);
    }
    Json revision = sent.get(FlagView.REVISION);
    boolean current = present.map(flag -> isOf(revision, flag)).orElse(false);
    if (revision != null && !current) {
      // The same request again, whose first answer was lost, overwrites nothing.
      boolean written = present.map(flag -> flag.document().equals(next)).orElse(false);
      return written ? Optional.empty() : Optional.of(new EditResult.Outdated(revision(present)));
    }
    if (edited(FlagView.DESCRIPTION, present.map(EchoedMembers::description).orElse(null))) {
      return refused(FlagView.DESCRIPTION);
    }
    // Time, other flags and what flags share turn a flag without a new revision.
    boolean turns = current && !present.map(Flag::isStatic).orElse(true);
    boolean turned = turns && sent.get(FlagView.ON) instanceof Json.Bool;
    Json shown = present.isPresent() ? Json.of(on) : null;
    return !turned && edited(FlagView.ON, shown) ? refused(FlagView.ON) : Optional.empty();
  }

  /** A patch has no reason to hold any. */
  static ObjectNode none(ObjectNode patch) {
    Set<String> names = patch.members().keySet();
    FlagView.MEMBERS.stream()
        .filter(names::contains)
        .sorted()
        .findFirst()
        .ifPresent(name -> {
          throw WrongException.wrong("/" + name, meant(name));
        });
    return patch;
  }

  private static boolean isOf(@Nullable Json revision, Flag flag) {
    return revision instanceof NumberNode number && number.value() == flag.changed().revision();
  }

  private static @Nullable Json description(Flag flag) {
    Optional<String> text = flag.description();
    // An import may bring a member of that name.
    return text.isPresent()
        ? new Text(text.get())
        : flag.definition().json().get(FlagView.DESCRIPTION);
  }

  private static OptionalLong revision(Optional<Flag> flag) {
    return flag.stream().mapToLong(each -> each.changed().revision()).findFirst();
  }

  private boolean edited(String name, @Nullable Json shown) {
    return sent.get(name) != null && !Objects.equals(sent.get(name), shown);
  }

  private static Optional<EditResult.Unchanged> refused(String name) {
    return Optional.of(
        new EditResult.Wrong(List.of(new Fault(Pointer.ROOT.to(name), meant(name)))));
  }

  private static String meant(String name) {
    return MEANT.getOrDefault(name, "it is no part of the definition");
  }
}
