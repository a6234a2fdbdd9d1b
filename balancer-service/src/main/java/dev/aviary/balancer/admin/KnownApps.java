package dev.aviary.balancer.admin;

import dev.aviary.balancer.control.Routing;
import dev.aviary.balancer.route.AppRoutes;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.Interruption;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The apps that control keys exist of. */
@Singleton
final class KnownApps {
  private final ControlReader reader;
  private final Routing routing;

  KnownApps(ControlReader reader, Routing routing) {
    this.reader = reader;
    this.routing = routing;
  }

  /**
   * @throws ProblemException 404 when there is none of that name
   */
  AppControl of(String app) {
    AppControl control = reader.read().apps().get(app);
    if (control == null) {
      throw unknown(app);
    }
    return control;
  }

  /**
   * What interrupts the app: as Redis says, or as this balancer remembers what Redis may have lost.
   *
   * @throws ProblemException 404 when neither knows the app
   */
  Interruption.@Nullable Present interruption(String app) {
    AppControl control = reader.read().apps().get(app);
    if (control != null && control.interruption() != null) {
      return Interruption.present(control.interruption());
    }
    Optional<AppRoutes> routes = routing.applied().table().app(app);
    if (control == null && routes.isEmpty()) {
      throw unknown(app);
    }
    return routes.map(AppRoutes::interruption).map(Interruption::present).orElse(null);
  }

  static ProblemException unknown(String app) {
    return ProblemException.notFound("no app is called '" + app + "'");
  }
}
