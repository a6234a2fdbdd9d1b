package dev.aviary.contract.event;

import java.util.Set;

/**
 * The events about which the operator must do something, as nothing in Aviary can. The monitor
 * mails each of them once; whoever adds one says in its reason what to do.
 */
public final class ActionNeeded {
  /** Redis has reached its memory limit and refuses writes. */
  public static final String REDIS_FULL = "redis-full";

  /** Redis cannot write to its disk and refuses writes. */
  public static final String REDIS_DISK = "redis-disk-failed";

  private static final Set<String> NAMES = Set.of(REDIS_FULL, REDIS_DISK);

  private ActionNeeded() {}

  public static boolean by(Event event) {
    return NAMES.contains(event.what());
  }
}
