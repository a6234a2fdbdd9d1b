package dev.aviary.contract.telemetry;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.redis.Wire;
import io.lettuce.core.SetArgs;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The members that must acknowledge a revision, and what they last said. A member leaves by a
 * graceful stop or by {@code forget}, never by silence: an expired heartbeat is unknown, not
 * absent.
 */
@Singleton
public final class BalancerStore {
  /** How long a heartbeat stands for its balancer. */
  public static final Duration EXPIRY = Duration.ofSeconds(5);

  private final RedisLink redis;
  private final Wire wire;

  public BalancerStore(RedisLink redis, Wire wire) {
    this.redis = redis;
    this.wire = wire;
  }

  /** The balancer is a member, and says what it does. */
  public void beat(Heartbeat heartbeat) {
    redis.commands().set(Keys.balancer(heartbeat.id()), wire.write(heartbeat), expiring());
    redis.commands().sadd(Keys.BALANCERS, heartbeat.id());
  }

  /**
   * A member says what it does: half of what {@link #beat} costs.
   *
   * @return whether its last heartbeat still stood; if not, nothing is written, and whether it is a
   *     member is not known
   */
  public boolean renew(Heartbeat heartbeat) {
    String answer =
        redis.commands().set(Keys.balancer(heartbeat.id()), wire.write(heartbeat), expiring().xx());
    return answer != null;
  }

  private static SetArgs expiring() {
    return SetArgs.Builder.px(EXPIRY.toMillis());
  }

  /** The balancer no longer counts: it stopped in good order, or a person or the swarm says so. */
  public void forget(String id) {
    redis.commands().srem(Keys.BALANCERS, id);
    redis.commands().del(Keys.balancer(id));
  }

  /** The members whose last heartbeat has expired: what they do is unknown. */
  public List<String> silent() {
    return redis.commands().smembers(Keys.BALANCERS).stream()
        .filter(id -> redis.commands().exists(Keys.balancer(id)) == 0)
        .sorted()
        .toList();
  }

  /**
   * What every member last said, or nothing when one of them is silent: no heartbeat, or one that
   * cannot be read, which the next one replaces. Without any member the list is empty: nobody
   * routes.
   */
  public Optional<List<Heartbeat>> heartbeats() {
    var all = new ArrayList<Heartbeat>();
    for (String id : redis.commands().smembers(Keys.BALANCERS)) {
      String key = Keys.balancer(id);
      String json = redis.commands().get(key);
      Optional<Heartbeat> said =
          json == null ? Optional.empty() : wire.readable(key, "", json, Heartbeat.class);
      if (said.isEmpty()) {
        return Optional.empty();
      }
      all.add(said.get());
    }
    return Optional.of(all);
  }

  /** Whether every member has applied this revision or a later one. */
  public boolean acknowledged(Revision revision) {
    return heartbeats()
        .map(all -> all.stream().allMatch(each -> each.applied().covers(revision)))
        .orElse(false);
  }

  /** Whether, as of this revision, no member has a request in flight on the container. */
  public boolean idle(String container, Revision revision) {
    return heartbeats()
        .map(all ->
            all.stream()
                .allMatch(each ->
                    each.applied().covers(revision)
                        && each.inFlight().getOrDefault(container, 0) == 0))
        .orElse(false);
  }
}
