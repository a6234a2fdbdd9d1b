package dev.aviary.flag.registry;

import dev.aviary.contract.event.Difference;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.evaluate.Ruleset;
import dev.aviary.flag.store.FlagChange;
import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.store.FlagRevision;
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
    return new FlagRevision(
        new FlagChange(revision, now, author.by(), author.reason()),
        what(),
        difference(),
        after == null ? null : after.text());
  }

  private List<Difference> difference() {
    Flag before = before().orElse(null);
    return before != null && after != null
        ? Differences.between(before.document().json(), after.document().json())
        : Differences.ofWhole(
            before == null ? null : before.text(), after == null ? null : after.text());
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
    return before().filter(flag -> isDescribedAnew(flag, after)).isPresent()
        ? "described anew"
        : "changed";
  }

  private static boolean isDescribedAnew(Flag before, Flag after) {
    return !descriptions(before).equals(descriptions(after))
        && undescribed(before).equals(undescribed(after));
  }

  /** All descriptions that it has; usually the same as before, which is quickly seen. */
  private static List<Optional<?>> descriptions(Flag flag) {
    return List.of(
        flag.document().extras().description(),
        Optional.ofNullable(flag.definition().metadata().get(Flag.DESCRIPTION)));
  }

  private static FlagDocument undescribed(Flag flag) {
    return ShortEdits.described(flag.document(), "");
  }

  private static String state(boolean on) {
    return on ? "on" : "off";
  }
}
