package dev.aviary.balancer.route;

import dev.aviary.balancer.http.TargetPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The apps of one host, told apart by path: the longest prefix counts. */
final class HostRoutes {
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
