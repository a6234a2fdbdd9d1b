package dev.aviary.contract.testing;

import dev.aviary.contract.app.RemovalMark;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import java.time.Instant;

/** The removal of an app in its stored form: the control keys go, and one says so. */
public final class RemovedApp {
  private RemovedApp() {}

  public static AtomicWrite put(AtomicWrite write, String app, Instant at) {
    return write
        .delete(Keys.spec(app))
        .delete(Keys.slots(app))
        .delete(Keys.rollout(app))
        .delete(Keys.split(app))
        .delete(Keys.progress(app))
        .delete(Keys.maintenance(app))
        .delete(Keys.withdrawn(app))
        .delete(Keys.traffic(app))
        .removeFromSet(Keys.SPECS, app)
        .put(Keys.REMOVED, app, RemovalMark.gone(at).toString())
        .raise();
  }
}
