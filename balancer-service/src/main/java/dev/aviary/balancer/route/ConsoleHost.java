package dev.aviary.balancer.route;

import dev.aviary.contract.app.AccessOptions;
import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.TlsOptions;
import dev.aviary.contract.app.VisitorOptions;
import dev.aviary.contract.route.Stickiness;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The routes of the monitor's console, beside those of the apps: its host, over TLS with a
 * certificate that is ordered for it, and the paths below {@value #PATH}. A host that an app claims
 * is the app's.
 */
@Singleton
public final class ConsoleHost {
  /** Stands for it among the names of apps. */
  public static final String NAME = "console";

  static final String PATH = "/console";

  /** Without a console. */
  public static final ConsoleHost NONE = new ConsoleHost(new ConsoleHostSettings("", 1));

  private static final String LOOPBACK = "127.0.0.1";
  private static final String NO_COMMIT = "0".repeat(40);

  private final @Nullable AppRoutes routes;

  ConsoleHost(ConsoleHostSettings settings) {
    this.routes = settings.host().isEmpty() ? null : routes(settings);
  }

  private static AppRoutes routes(ConsoleHostSettings settings) {
    var member = new Member(NAME, NAME, NO_COMMIT, NAME, LOOPBACK, settings.port(), null);
    var nothing = new SlotRoute.Closed("there is one address only");
    return new AppRoutes(
        NAME,
        0,
        List.of(settings.host()),
        0,
        new SlotRoute.Open(member),
        nothing,
        nothing,
        Stickiness.NONE,
        false,
        null,
        new VisitorOptions(List.of(PATH), false, List.of(), AccessOptions.NONE, null),
        new TlsOptions("auto", true, 0));
  }

  /** Its routes, whether or not an app claims the host; null: there is no console. */
  public @Nullable AppRoutes routes() {
    return routes;
  }

  /** Its routes beside this table; null: there is no console, or an app claims its host. */
  public @Nullable AppRoutes beside(RouteTable table) {
    if (routes == null) {
      return null;
    }
    String host = routes.hosts().getFirst();
    boolean claimed =
        table.apps().stream()
            .anyMatch(
                app -> app.hosts().contains(host) || app.visitors().redirects().contains(host));
    return claimed ? null : routes;
  }
}
