package dev.aviary.balancer.route;

/** The table that requests are routed by: one volatile reference, read once an attempt. */
public final class CurrentTable {
  private volatile LiveTable table = LiveTable.EMPTY;

  public LiveTable get() {
    return table;
  }

  public void set(LiveTable next) {
    table = next;
  }
}
