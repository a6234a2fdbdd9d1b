package dev.aviary.benchmark.pipeline;

import dev.aviary.benchmark.Figure;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.stack.StackHost;
import java.util.ArrayList;
import java.util.List;

/** Resident memory of the services' processes. */
final class Memory {
  private static final List<String> ROLES =
      List.of("balancer", "builder", "monitor", "flag", "redis", "app-redis", "engine-reader");

  private final StackHost host;

  Memory(StackHost host) {
    this.host = host;
  }

  List<Figure> underLoad(SteadyLoad load, int requests) {
    load.next(requests);
    var figures = new ArrayList<Figure>();
    double all = 0;
    for (String role : ROLES) {
      double megabytes = host.residentBytes(role) / 1e6;
      all += megabytes;
      figures.add(new Figure(role, "resident memory", Math.round(megabytes * 10) / 10.0, "MB"));
    }
    figures.add(new Figure("all seven", "resident memory", Math.round(all * 10) / 10.0, "MB"));
    return figures;
  }
}
