package dev.aviary.monitor.sample;

import dev.aviary.monitor.node.NodeSettings;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How busy the hosts are: this one as it is read, others as their monitors told last. */
@Singleton
public final class HostLoads {
  private final HostCpu here;
  private final NodeSettings node;
  private final Map<String, HostLoad> others = new ConcurrentHashMap<>();

  HostLoads(HostCpu here, NodeSettings node) {
    this.here = here;
    this.node = node;
  }

  /** Of a host of which nothing is known it is {@link HostLoad#UNKNOWN}. */
  public HostLoad of(String which, long now) {
    return which.equals(node.name())
        ? here.load(now)
        : others.getOrDefault(which, HostLoad.UNKNOWN);
  }

  public void told(String which, HostLoad load) {
    others.put(which, load);
  }

  public void left(String which) {
    others.remove(which);
  }
}
