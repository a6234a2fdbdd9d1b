package dev.aviary.flag.registry;

import dev.aviary.contract.event.Difference;
import dev.aviary.contract.flag.FlagChange;
import dev.aviary.contract.flag.FlagKey;
import dev.aviary.contract.flag.FlagRevision;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.evaluate.Ruleset;
import dev.aviary.flag.json.Json.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the history entry of one changed flag.
 *
 * @param base all flags before
 * @param after null: the flag was removed
 */
record RevisionWriter(FlagKey key, Catalog base, @Nullable Flag after, Ruleset rules, Instant now) {
  FlagRevision write(long revision, Author author) {
    ObjectNode json = after == null ? null : after.document().json();
    List<Difference> difference =
        Differences.between(before().map(flag -> flag.document().json()).orElse(null), json);
    return new FlagRevision(
        new FlagChange(revision, now, author.by(), author.reason()),
        what(),
        difference,
        json == null ? null : json.toString());
  }

  private Optional<Flag> before() {
    return base.find(key);
  }

  private String what() {
    if (after == null) {
      return "removed";
    }
    boolean on = rules.on(key, now.toEpochMilli());
    if (before().isEmpty()) {
      return "created, " + state(on);
    }
    if (on != base.rules().on(key, now.toEpochMilli())) {
      return "turned " + state(on);
    }
    return before().map(flag -> undescribed(flag).equals(undescribed(after))).orElse(false)
        ? "described anew"
        : "changed";
  }

  private static FlagDocument undescribed(Flag flag) {
    return ShortEdits.described(flag.document(), "");
  }

  private static String state(boolean on) {
    return on ? "on" : "off";
  }
}
