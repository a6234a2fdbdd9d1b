package dev.aviary.flag.registry;

import dev.aviary.contract.event.Event;
import dev.aviary.flag.store.FlagKey;
import dev.aviary.flag.store.FlagRevision;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A change of the catalog.
 *
 * @param catalog the state after it; the one before it when nothing was changed
 * @param changes one history entry for each flag that was changed
 * @param events what the event log is told
 */
public record CatalogChange(
    Catalog catalog, SortedMap<FlagKey, FlagRevision> changes, List<Event> events) {
  public CatalogChange {
    changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
    events = List.copyOf(events);
  }
}
