package dev.aviary.benchmark.idle;

/**
 * Where a process's CPU time is counted.
 *
 * @param own the group of its own time; empty where it is not counted
 * @param reaped the group of its ended children's
 */
record Group(String own, String reaped) {
  static final Group NONE = new Group("", "");

  static Group of(String name) {
    return new Group(name, name);
  }
}
