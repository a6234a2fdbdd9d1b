package dev.aviary.monitor.notify;

import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets listeners that the settings name no more: one that comes back under the same name is not
 * told what happened meanwhile.
 */
final class FormerListeners {
  private static final Logger LOG = LoggerFactory.getLogger(FormerListeners.class);
  private static final Duration PAUSE = Duration.ofHours(1);
  private static final String NAME = "name";

  private final RedisLink redis;
  private final Set<String> groups;

  private FormerListeners(RedisLink redis, Set<String> groups) {
    this.redis = redis;
    this.groups = groups;
  }

  /**
   * @param groups of those that there are
   */
  static BackgroundLoop loop(RedisLink redis, Set<String> groups, BackgroundLoops loops) {
    return loops.make("former-listeners", PAUSE, new FormerListeners(redis, groups)::forget);
  }

  private void forget() {
    if (redis.commands().exists(Keys.EVENTS) == 0) {
      return;
    }
    for (Object group : redis.commands().xinfoGroups(Keys.EVENTS)) {
      String name = name(group);
      if (name.startsWith(Recipients.GROUP) && !groups.contains(name)) {
        redis.commands().xgroupDestroy(Keys.EVENTS, name);
        LOG.atInfo()
            .addKeyValue("listener", name.substring(Recipients.GROUP.length()))
            .log("Removed a listener that is no longer configured");
      }
    }
  }

  /** Redis answers with names and values in turn. */
  private static String name(Object group) {
    if (group instanceof List<?> fields) {
      int at = fields.indexOf(NAME);
      return at < 0 ? "" : String.valueOf(fields.get(at + 1));
    }
    return "";
  }
}
