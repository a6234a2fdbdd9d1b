package dev.aviary.contract.deployment;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import io.lettuce.core.KeyValue;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What an app leaves behind of its deployments: all but the newest are forgotten, once ended. */
final class OldDeployments {
  /** A step stays short, however many there are. */
  private static final int AT_ONCE = 20;

  private final RedisLink redis;
  private final Wire wire;

  OldDeployments(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  /**
   * Forgets in the same step what is too old beside a new deployment. The step conflicts when
   * another came to stand for a commit meanwhile.
   */
  AtomicWrite forget(AtomicWrite write, Deployment newest) {
    Set<String> ended = ended(newest.app());
    for (String id : ended) {
      write
          .delete(Keys.deployment(id))
          .delete(Keys.deploymentLog(id))
          .unrank(Keys.deployments(newest.app()), id);
    }
    long first = DeploymentStore.KEPT_LOGS - 1;
    redis
        .commands()
        .zrevrange(Keys.deployments(newest.app()), first, first + AT_ONCE - 1)
        .forEach(id -> write.delete(Keys.deploymentLog(id)));
    String index = Keys.deploymentOf(newest.app());
    Map<String, String> subjects = ended.isEmpty() ? Map.of() : redis.commands().hgetall(index);
    subjects.forEach((subject, id) -> {
      if (ended.contains(id) && !subject.equals(newest.subject())) {
        write.expect(index, subject, id).remove(index, subject);
      }
    });
    return write;
  }

  /** Oldest first. What stands for its commit stays on record however old it is. */
  private Set<String> ended(String app) {
    List<String> old =
        redis
            .commands()
            .zrevrange(Keys.deployments(app), DeploymentStore.KEPT_DEPLOYMENTS - 1, -1)
            .reversed();
    if (old.isEmpty()) {
      return Set.of();
    }
    Set<String> standing =
        redis.commands().mget(old.stream().map(Keys::deployment).toArray(String[]::new)).stream()
            .filter(KeyValue::hasValue)
            .filter(found -> stands(found.getValue()))
            .map(found -> found.getKey())
            .collect(Collectors.toSet());
    return old.stream()
        .filter(id -> !standing.contains(Keys.deployment(id)))
        .limit(AT_ONCE)
        .collect(Collectors.toSet());
  }

  private boolean stands(String json) {
    try {
      return wire.read(json, Deployment.class).status().stands();
    } catch (UncheckedIOException damaged) {
      return true;
    }
  }
}
