package dev.aviary.builder.app;

import dev.aviary.contract.app.RemovalMark;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Deletes all keys of an app and records its removal, which alone makes balancers drop its routes.
 */
@Singleton
public final class AppRemoval {
  /**
   * How many removals are on record. A balancer that was away while as many apps were removed after
   * one may bring that one's last routes back.
   */
  public static final int KEPT_MARKS = 200;

  /** The reason on record of a deployment that the removal of its app cancels. */
  public static final String BY = "the removal of its app";

  private final RedisLink redis;

  public AppRemoval(RedisLink redis) {
    this.redis = redis;
  }

  /**
   * Removes every key of the app as part of a larger step, and records that it was removed. What is
   * in the log and the records of its deployments goes too; the timeline stays.
   */
  public AtomicWrite put(AtomicWrite write, String app, Instant at) {
    List<String> deployments = redis.commands().zrange(Keys.deployments(app), 0, -1);
    for (String id : deployments) {
      write
          .delete(Keys.deployment(id))
          .delete(Keys.deploymentLog(id))
          .delete(Keys.judgement(id))
          .delete(Keys.evidence(id));
    }
    oldMarks(app).forEach(old -> write.remove(Keys.REMOVED, old));
    return write
        .delete(Keys.spec(app))
        .delete(Keys.slots(app))
        .delete(Keys.rollout(app))
        .delete(Keys.split(app))
        .delete(Keys.progress(app))
        .delete(Keys.maintenance(app))
        .delete(Keys.withdrawn(app))
        .delete(Keys.deployments(app))
        .delete(Keys.deploymentOf(app))
        .delete(Keys.builds(app))
        .delete(Keys.secrets(app))
        .delete(Keys.traffic(app))
        .delete(Keys.past(app))
        .delete(Keys.minutes(app))
        .removeFromSet(Keys.SPECS, app)
        .put(Keys.REMOVED, app, RemovalMark.gone(at).toString())
        .raise();
  }

  /** The oldest of the apps that were removed, so that with this one {@link #KEPT_MARKS} stay. */
  private List<String> oldMarks(String app) {
    Map<String, String> marks = redis.commands().hgetall(Keys.REMOVED);
    marks.remove(app);
    return marks.entrySet().stream()
        .sorted(Comparator.comparing(mark -> RemovalMark.parse(mark.getValue()).at()))
        .limit(Math.max(0, marks.size() + 1 - KEPT_MARKS))
        .map(Map.Entry::getKey)
        .toList();
  }
}
