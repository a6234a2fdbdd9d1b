package dev.aviary.balancer.route;

/** The reference to the table in force. Each attempt of a request reads it once. */
public final class CurrentTable {
  private volatile LiveTable table = LiveTable.EMPTY;

  public LiveTable get() {
    return table;
  }

  public void set(LiveTable next) {
    table = next;
  }
}
