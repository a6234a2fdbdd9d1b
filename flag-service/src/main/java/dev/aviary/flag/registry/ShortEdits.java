package dev.aviary.flag.registry;

import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The edits that short requests make of a flag: toggle, and another description. */
final class ShortEdits {
  static final String NOT_BOOLEAN =
      "the flag has other values than true and false; send its whole definition, or PATCH it";

  private ShortEdits() {}

  /**
   * On or off for everybody, if the flag gives the same to everybody; else enabled or disabled,
   * with whatever it has.
   *
   * @param on whether it is on now
   */
  static FlagDocument toggled(FlagDocument flag, boolean on) {
    if (Switch.isStatic(flag)) {
      Optional<FlagDocument> turned = Switch.always(flag, !on);
      if (turned.isPresent()) {
        return turned.get();
      }
    }
    Definition.State state =
        flag.definition().state() == Definition.State.ENABLED
            ? Definition.State.DISABLED
            : Definition.State.ENABLED;
    ObjectNode json = flag.definition().json().with(Definition.STATE, new Json.Text(state.name()));
    return new FlagDocument(new Definition(json), flag.extras());
  }

  /**
   * The flag with another description, which older versions kept in flagd's metadata.
   *
   * @param description null leaves it as it is, a blank one removes it
   */
  static FlagDocument described(FlagDocument flag, @Nullable String description) {
    if (description == null) {
      return flag;
    }
    ObjectNode json = flag.definition().json();
    ObjectNode metadata = flag.definition().metadata();
    if (metadata.get(Flag.DESCRIPTION) != null) {
      ObjectNode rest = metadata.without(Flag.DESCRIPTION);
      json =
          rest.members().isEmpty()
              ? json.without(Definition.METADATA)
              : json.with(Definition.METADATA, rest);
    }
    Optional<String> text =
        description.isBlank() ? Optional.empty() : Optional.of(description.strip());
    return new FlagDocument(new Definition(json), flag.extras().withDescription(text));
  }
}
