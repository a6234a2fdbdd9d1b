package dev.aviary.contract.redis;

import dev.aviary.contract.app.Check;
import io.lettuce.core.RedisURI;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The Sentinels that know which of several Redis is the primary. Without any, {@code redis.host} is
 * the one Redis.
 *
 * @param sentinels {@code host:port}, three or more of them; {@code AVIARY_REDIS_SENTINELS}, with
 *     commas between
 * @param sentinelPassword of their user {@code watcher}, which asks for the primary; empty: they
 *     want none
 */
@Context
@ConfigurationProperties("aviary.redis")
public record SentinelSettings(
    @Bindable(defaultValue = "") List<String> sentinels,
    @Bindable(defaultValue = "") String sentinelPassword) {
  /** The name by which Sentinels know the primary and its replicas. */
  public static final String GROUP = "aviary";

  /** The one Redis has no Sentinel. */
  public static final SentinelSettings NONE = new SentinelSettings(List.of(), "");

  private static final String USER = "watcher";
  private static final Pattern ADDRESS = Pattern.compile("([A-Za-z0-9.-]+):([1-9][0-9]{0,4})");

  public SentinelSettings {
    sentinels = sentinels.stream().map(String::strip).filter(each -> !each.isEmpty()).toList();
    for (String each : sentinels) {
      Check.that(
          ADDRESS.matcher(each).matches(),
          "AVIARY_REDIS_SENTINELS has '" + each + "'; give host:port each, with commas between");
    }
  }

  public boolean present() {
    return !sentinels.isEmpty();
  }

  List<RedisURI> addresses() {
    return sentinels.stream().map(this::address).toList();
  }

  private RedisURI address(String sentinel) {
    int colon = sentinel.lastIndexOf(':');
    var address =
        RedisURI.builder()
            .withHost(sentinel.substring(0, colon))
            .withPort(Integer.parseInt(sentinel.substring(colon + 1)))
            .withTimeout(ClientBehaviour.CONNECT);
    return sentinelPassword.isEmpty()
        ? address.build()
        : address.withAuthentication(USER, sentinelPassword.toCharArray()).build();
  }
}
