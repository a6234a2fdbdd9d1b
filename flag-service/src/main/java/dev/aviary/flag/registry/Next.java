package dev.aviary.flag.registry;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.flag.FlagKey;
import dev.aviary.contract.flag.FlagRevision;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The next state of all flags, and what tells of it.
 *
 * @param catalog the state; the one before it when nothing was changed
 */
public record Next(Catalog catalog, SortedMap<FlagKey, FlagRevision> changes, List<Event> events) {
  public Next {
    changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
    events = List.copyOf(events);
  }
}
