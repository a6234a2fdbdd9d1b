package dev.aviary.flag.store;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What {@code read-flags.lua} answers, taken apart; what is damaged is told, one by one. */
final class FlagsAnswer {
  private static final Pattern REVISION = Pattern.compile("[0-9]{1,18}");

  private final SortedMap<FlagKey, StoredFlag> flags = new TreeMap<>();
  private final SortedMap<String, String> damaged = new TreeMap<>();

  private FlagsAnswer() {}

  /**
   * @param known what stands for the flags when the answer has none because the caller knows them
   */
  static StoredFlags of(List<Object> answer, FlagSet known) {
    String revision = text(answer.getFirst());
    var plain = plain((List<?>) answer.get(4));
    String told = text(answer.get(5));
    Instant at = Instant.ofEpochMilli(Long.parseLong(text(answer.get(6))));
    if (text(answer.get(1)).isEmpty()) {
      return new StoredFlags(known, revision, plain, told, new TreeMap<>(), at);
    }
    FlagsAnswer read = new FlagsAnswer();
    read.flags((List<?>) answer.get(3));
    long number =
        REVISION.matcher(revision).matches() ? Long.parseLong(revision) : read.highestRevision();
    FlagSet all = new FlagSet(number, read.flags, text(answer.get(2)));
    return new StoredFlags(all, revision, plain, told, read.damaged, at);
  }

  private void flags(List<?> answer) {
    Iterator<?> each = answer.iterator();
    while (each.hasNext()) {
      flag(text(each.next()), text(each.next()), text(each.next()));
    }
  }

  private void flag(String name, String note, String document) {
    Optional<FlagKey> key = FlagKey.of(name);
    if (key.isEmpty()) {
      damaged.put(name, "no flag can have that name");
    } else if (document.isBlank()) {
      damaged.put(name, "its definition is missing");
    } else {
      flags.put(key.get(), new StoredFlag(document, note));
    }
  }

  private long highestRevision() {
    return flags.values().stream().mapToLong(flag -> flag.revision().orElse(0)).max().orElse(0);
  }

  private static SortedMap<FlagKey, PlainKey> plain(List<?> answer) {
    var plain = new TreeMap<FlagKey, PlainKey>();
    for (Object each : answer) {
      List<?> entry = (List<?>) each;
      PlainKey value = new PlainKey(entry.size() > 1 ? text(entry.get(1)) : null);
      FlagKey.of(text(entry.getFirst())).ifPresent(key -> plain.put(key, value));
    }
    return plain;
  }

  private static String text(Object value) {
    return (String) value;
  }
}
