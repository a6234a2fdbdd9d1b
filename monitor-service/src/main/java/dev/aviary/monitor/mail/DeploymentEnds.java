package dev.aviary.monitor.mail;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.redis.DamagedException;
import jakarta.inject.Singleton;
import java.util.Set;

/** Which ends of deployments are told: those that the app's settings want ({@code notify}). */
@Singleton
public final class DeploymentEnds {
  private static final String FAILED = "deployment-failed";
  private static final Set<String> SUCCEEDED =
      Set.of("release-live", "canary-live", "promoted", "rolled-back");

  private final SpecStore apps;

  DeploymentEnds(SpecStore apps) {
    this.apps = apps;
  }

  public static boolean isEnd(Event event) {
    return event.app() != null
        && event.subject() != null
        && (event.what().equals(FAILED) || SUCCEEDED.contains(event.what()));
  }

  /**
   * @throws io.lettuce.core.RedisException when Redis is away
   */
  public boolean areWanted(Event event) {
    try {
      return apps.find(String.valueOf(event.app()))
          .map(AppSpec::triggers)
          .filter(triggers -> triggers.mails(event.what().equals(FAILED)))
          .isPresent();
    } catch (DamagedException unreadable) {
      return false;
    }
  }
}
