package dev.aviary.balancer.route;

import dev.aviary.balancer.account.SlotMeter;
import dev.aviary.balancer.http.TargetPath;
import dev.aviary.contract.app.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The route table with the counts that requests change. The table itself is immutable. */
public final class LiveTable {
  public static final LiveTable EMPTY =
      new LiveTable(RouteTable.EMPTY, Map.of(), Map.of(), null, null);

  private final RouteTable source;
  private final Map<String, LiveApp> byName;
  private final Map<String, HostRoutes> byHost;
  private final @Nullable HostRoutes otherwise;
  private final @Nullable LiveApp console;

  LiveTable(
      RouteTable source,
      Map<String, LiveApp> byName,
      Map<String, HostRoutes> byHost,
      @Nullable HostRoutes otherwise,
      @Nullable LiveApp console) {
    this.source = source;
    this.byName = Map.copyOf(byName);
    this.byHost = Map.copyOf(byHost);
    this.otherwise = otherwise;
    this.console = console;
  }

  /** The route table that this one was made of. */
  public RouteTable source() {
    return source;
  }

  /** Whether no app is known. */
  public boolean isEmpty() {
    return byName.isEmpty();
  }

  /**
   * The app that claims the host and path; without an app that claims the host, one of those
   * without hosts. Null when there is none.
   */
  public @Nullable LiveApp find(String host, String target) {
    HostRoutes routes = byHost.getOrDefault(host, otherwise);
    return routes == null ? null : routes.find(target);
  }

  /** Whether the host is asked for over TLS alone: it is the console's. */
  public boolean tlsOnly(String host) {
    return console != null && console.ownHost().equals(host);
  }

  public Collection<LiveApp> apps() {
    return byName.values();
  }

  public @Nullable LiveApp app(String name) {
    return byName.get(name);
  }

  /** Whether public requests still go there. */
  public boolean publiclyRoutes(Endpoint endpoint) {
    LiveApp app = byName.get(endpoint.app());
    return (app != null && app.publiclyRoutes(endpoint))
        || (console != null && console.publiclyRoutes(endpoint));
  }

  /** Whether the slot's own port still leads there. */
  public boolean leads(Slot slot, Endpoint endpoint) {
    LiveApp app = byName.get(endpoint.app());
    return app != null && endpoint.equals(app.at(slot));
  }

  Set<SlotMeter> meters() {
    return byName.values().stream()
        .map(LiveApp::endpoints)
        .flatMap(Collection::stream)
        .map(Endpoint::meter)
        .collect(Collectors.toSet());
  }

  List<Backend> backends() {
    return byName.values().stream()
        .map(LiveApp::endpoints)
        .flatMap(Collection::stream)
        .map(Endpoint::backend)
        .toList();
  }

  /** The apps of one host, told apart by path: the longest prefix counts. */
  static final class HostRoutes {
    private final List<Part> longestFirst;

    /** The app that has the whole host; null when paths tell apps apart. */
    private final @Nullable LiveApp whole;

    private record Part(String prefix, LiveApp app) {}

    private HostRoutes(List<Part> longestFirst, @Nullable LiveApp whole) {
      this.longestFirst = longestFirst;
      this.whole = whole;
    }

    /** The routes of a host that one app has whatever the path. */
    static HostRoutes whole(LiveApp app) {
      return new HostRoutes(List.of(new Part("", app)), app);
    }

    /** Of two apps with one prefix the first counts. */
    static HostRoutes of(List<LiveApp> apps) {
      var parts = new ArrayList<Part>();
      for (LiveApp app : apps) {
        app.prefixes().forEach(prefix -> parts.add(new Part(prefix, app)));
      }
      parts.sort(Comparator.comparingInt((Part part) -> part.prefix().length()).reversed());
      Part first = parts.getFirst();
      return new HostRoutes(List.copyOf(parts), first.prefix().isEmpty() ? first.app() : null);
    }

    /**
     * The app of a target; null when there is none, and when two readings of the path lead to two
     * apps ({@link TargetPath}).
     */
    @Nullable LiveApp find(String target) {
      if (whole != null) {
        return whole;
      }
      String path = TargetPath.of(target);
      if (TargetPath.plain(path)) {
        return at(path);
      }
      LiveApp app = at(TargetPath.strict(path));
      return app == at(TargetPath.loose(path)) ? app : null;
    }

    private @Nullable LiveApp at(String path) {
      for (Part part : longestFirst) {
        if (TargetPath.below(path, part.prefix())) {
          return part.app();
        }
      }
      return null;
    }
  }
}
