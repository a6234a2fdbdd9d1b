package dev.aviary.flag.registry;

import dev.aviary.contract.event.Difference;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where two JSON values differ: as deep down as both have the same shape. */
final class Differences {
  /** More places than this are told as one: the whole value. */
  static final int MOST = 50;

  /** A longer value is told by its length alone; the history holds the whole document. */
  static final int LONGEST = 1_000;

  /** The timeline shows no more places, and no longer values: it has room for all of Aviary. */
  static final int MOST_BRIEF = 10;

  static final int LONGEST_BRIEF = 100;

  private final List<Difference> found = new ArrayList<>();

  private Differences() {}

  static List<Difference> between(@Nullable Json before, @Nullable Json after) {
    var differences = new Differences();
    differences.compare(Pointer.ROOT, before, after);
    return differences.found.size() > MOST
        ? List.of(difference(Pointer.ROOT, before, after))
        : List.copyOf(differences.found);
  }

  /**
   * The difference of something that was made or removed.
   *
   * @param before its JSON; null: it was made
   * @param after its JSON; null: it was removed
   */
  static List<Difference> ofWhole(@Nullable String before, @Nullable String after) {
    return List.of(
        new Difference(Pointer.ROOT.text(), shorter(before, LONGEST), shorter(after, LONGEST)));
  }

  /** What the timeline shows of it. */
  static List<Difference> brief(List<Difference> differences) {
    return differences.stream()
        .limit(MOST_BRIEF)
        .map(each ->
            new Difference(
                each.pointer(),
                shorter(each.before(), LONGEST_BRIEF),
                shorter(each.after(), LONGEST_BRIEF)))
        .toList();
  }

  private void compare(Pointer place, @Nullable Json before, @Nullable Json after) {
    if (before != null && before.equals(after)) {
      return;
    }
    if (before instanceof ObjectNode one && after instanceof ObjectNode other) {
      var names = new TreeSet<>(one.members().keySet());
      names.addAll(other.members().keySet());
      names.forEach(name -> compare(place.to(name), one.get(name), other.get(name)));
    } else if (before instanceof ArrayNode(List<Json> one)
        && after instanceof ArrayNode(List<Json> other)
        && one.size() == other.size()) {
      for (int i = 0; i < one.size(); i++) {
        compare(place.to(i), one.get(i), other.get(i));
      }
    } else if (before != null || after != null) {
      found.add(difference(place, before, after));
    }
  }

  private static Difference difference(Pointer place, @Nullable Json before, @Nullable Json after) {
    return new Difference(place.text(), text(before), text(after));
  }

  private static @Nullable String text(@Nullable Json json) {
    return json == null ? null : shorter(json.toString(), LONGEST);
  }

  private static @Nullable String shorter(@Nullable String json, int longest) {
    return json == null || json.length() <= longest
        ? json
        : "\"(%,d characters)\"".formatted(json.length());
  }
}
