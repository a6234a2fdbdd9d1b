package dev.aviary.balancer.admin;

import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlReader;
import jakarta.inject.Singleton;

/** The apps that control keys exist of. */
@Singleton
final class KnownApps {
  private final ControlReader reader;

  KnownApps(ControlReader reader) {
    this.reader = reader;
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

  static ProblemException unknown(String app) {
    return ProblemException.notFound("no app is called '" + app + "'");
  }
}
