package dev.aviary.flag.registry;

import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.store.StoredFlag;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The events of plain keys that turn although their flags are not changed: time turns them, or the
 * change of another flag does. One draft may hold both.
 *
 * @param author of the change
 * @param shared no flag is changed, only what flags share
 */
record PlainKeyEvents(FlagSetDraft draft, Author author, boolean shared) {
  void tell(SortedMap<FlagKey, StoredFlag> turned) {
    if (turned.size() <= FlagSetDraft.MOST_EVENTS) {
      turned.entrySet().forEach(this::tell);
      return;
    }
    long timely = turned.entrySet().stream().filter(this::isTimely).count();
    if (timely > 0) {
      tell(TimeCause.TIME, "flags-turned", null, many(timely));
    }
    if (timely < turned.size()) {
      tell(author, "flags-turned", null, byChange(many(turned.size() - timely)));
    }
  }

  private void tell(Map.Entry<FlagKey, StoredFlag> turned) {
    FlagKey key = turned.getKey();
    String done = "turned " + (turned.getValue().isOn() ? "on" : "off");
    if (isTimely(turned)) {
      draft
          .find(key)
          .map(flag -> TimeCause.of(flag.document(), draft.now()))
          .ifPresent(cause -> tell(cause, "flag-turned", key, cause.why(done)));
    } else {
      tell(author, "flag-turned", key, byChange(done));
    }
  }

  /** Whether it would be turned without any change. */
  private boolean isTimely(Map.Entry<FlagKey, StoredFlag> turned) {
    boolean unchanged = draft.base().rules().on(turned.getKey(), draft.now().toEpochMilli());
    return unchanged == turned.getValue().isOn();
  }

  private static String many(long count) {
    return count == 1 ? "1 flag turned" : count + " flags turned";
  }

  private String byChange(String done) {
    String told = done + " by a change of " + (shared ? "what flags share" : "others");
    // Its reason is about the plain key of the flag that was changed.
    return author.equals(Author.REDIS) ? told : author.why(told);
  }

  private void tell(Author by, String what, @Nullable FlagKey key, String why) {
    draft.tell(by, what, key, why, List.of());
  }
}
