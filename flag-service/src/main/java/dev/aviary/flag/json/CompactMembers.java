package dev.aviary.flag.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/*
 * Why no LinkedHashMap: nearly all objects of rules have one to four members, and 5,000 flags have some 35,000 such
 * objects. Two arrays take 64 to 96 bytes where the map, its table, its entries and the unmodifiable view of it take
 * 200 to 350, and most of the time of an import went into making and moving those.
 */

/** The few members of a small JSON object, in the order in which they were written. Immutable. */
final class CompactMembers extends AbstractMap<String, Json> {
  /** More are found faster by their hash. */
  private static final int MOST = 8;

  private final String[] names;
  private final Json[] values;

  private CompactMembers(String[] names, Json[] values) {
    this.names = names;
    this.values = values;
  }

  /** An immutable copy in the same order; what is one already is given back. */
  static Map<String, Json> copyOf(Map<String, Json> members) {
    if (members instanceof CompactMembers) {
      return members;
    }
    return members.size() <= MOST
        ? new CompactMembers(
            members.keySet().toArray(String[]::new), members.values().toArray(Json[]::new))
        : Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /**
   * @param names each once
   * @param values as many
   */
  static Map<String, Json> of(List<String> names, List<Json> values) {
    if (names.size() <= MOST) {
      return new CompactMembers(names.toArray(String[]::new), values.toArray(Json[]::new));
    }
    var members = new LinkedHashMap<String, Json>();
    for (int i = 0; i < names.size(); i++) {
      members.put(names.get(i), values.get(i));
    }
    return Collections.unmodifiableMap(members);
  }

  /** A copy, where that member has that value. */
  static Map<String, Json> with(Map<String, Json> members, String name, Json value) {
    if (members instanceof CompactMembers few
        && few.names.length < MOST
        && !few.containsKey(name)) {
      String[] names = Arrays.copyOf(few.names, few.names.length + 1);
      Json[] values = Arrays.copyOf(few.values, few.names.length + 1);
      names[few.names.length] = name;
      values[few.names.length] = value;
      return new CompactMembers(names, values);
    }
    var changed = new LinkedHashMap<>(members);
    changed.put(name, value);
    return copyOf(changed);
  }

  private int place(@Nullable Object name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public @Nullable Json get(@Nullable Object name) {
    int place = place(name);
    return place < 0 ? null : values[place];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return place(name) >= 0;
  }

  @Override
  public int size() {
    return names.length;
  }

  /** Without an entry for each member: an import compares each flag with what it was. */
  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof CompactMembers few)) {
      return super.equals(other);
    }
    if (few.names.length != names.length) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      Json there = names[i].equals(few.names[i]) ? few.values[i] : few.get(names[i]);
      if (!values[i].equals(there)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = 0; i < names.length; i++) {
      hash += names[i].hashCode() ^ values[i].hashCode();
    }
    return hash;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Json> action) {
    for (int i = 0; i < names.length; i++) {
      action.accept(names[i], values[i]);
    }
  }

  @Override
  public Set<Entry<String, Json>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Entry<String, Json>> {
    @Override
    public Iterator<Entry<String, Json>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < names.length;
        }

        @Override
        public Entry<String, Json> next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          int at = next++;
          return Map.entry(names[at], values[at]);
        }
      };
    }

    @Override
    public int size() {
      return names.length;
    }
  }
}
