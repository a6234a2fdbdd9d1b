package dev.aviary.builder.app;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the apps that are being removed wait for. */
@Singleton
public final class RemovalWaits {
  private final Map<String, String> reasons = new ConcurrentHashMap<>();

  /**
   * @param why what is waited for, for a person
   * @return whether that is something else than before
   */
  public boolean put(String app, String why) {
    return !why.equals(reasons.put(app, why));
  }

  /** The app is gone. */
  public void forget(String app) {
    reasons.remove(app);
  }

  /** Nothing while it does not wait. */
  Optional<String> of(String app) {
    return Optional.ofNullable(reasons.get(app));
  }
}
