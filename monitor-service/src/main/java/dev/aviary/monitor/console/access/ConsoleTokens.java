package dev.aviary.monitor.console.access;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.http.AdminToken;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.http.RequestAuthor;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tokens that open the console: the admin token, and those on record in Redis. */
@Singleton
final class ConsoleTokens {
  static final String OWNER = "owner";
  private static final int MOST = 100;
  private static final Duration NOTED = Duration.ofHours(1);
  private static final String ADDED = "console-token-added";
  private static final String REMOVED = "console-token-removed";

  private final RedisLink redis;
  private final Writes writes;
  private final Wire wire;
  private final EventLog events;
  private final AdminToken admin;
  private final InstantSource clock;

  ConsoleTokens(
      RedisLink redis,
      Writes writes,
      Wire wire,
      EventLog events,
      AdminToken admin,
      InstantSource clock) {
    this.redis = redis;
    this.writes = writes;
    this.wire = wire;
    this.events = events;
    this.admin = admin;
    this.clock = clock;
  }

  /** Whose token it is. */
  record Holder(String name, Role role) {}

  /**
   * @throws io.lettuce.core.RedisException when Redis is away; the admin token needs none
   */
  Optional<Holder> holder(String token) {
    if (admin.is(token)) {
      return Optional.of(new Holder(OWNER, Role.OWNER));
    }
    String hash = Secrets.hash(token);
    return all().stream()
        .filter(each -> Secrets.same(each.sha256(), hash))
        .findFirst()
        .map(found -> {
          note(found);
          return new Holder(found.name(), found.role());
        });
  }

  /** By name; one that cannot be read opens nothing and is left out. */
  List<ConsoleToken> all() {
    Map<String, String> stored = redis.commands().hgetall(Keys.CONSOLE_TOKENS);
    return stored.entrySet().stream()
        .flatMap(each ->
            wire
                .readable(Keys.CONSOLE_TOKENS, each.getKey(), each.getValue(), ConsoleToken.class)
                .stream())
        .sorted(Comparator.comparing(ConsoleToken::name))
        .toList();
  }

  /**
   * Makes a token.
   *
   * @param by the user that asks for it
   * @return the token itself, which is not told again
   * @throws ProblemException 409 when the name is taken, or there are as many as may be
   */
  String add(String name, Role role, String by) {
    RequestAuthor.check(name);
    Check.that(
        !name.equals(OWNER) && !name.equals(RequestAuthor.API),
        "'" + name + "' names the admin token; give another name");
    Check.that(
        name.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}"),
        "name is 1 to 64 of a-z, A-Z, 0-9, '.', '_', '@' and '-', and begins with one of the first");
    if (redis.commands().hlen(Keys.CONSOLE_TOKENS) >= MOST) {
      throw ProblemException.conflict(
          "there are %d tokens; remove one that is no longer used".formatted(MOST));
    }
    String token = "aviary_" + Secrets.random();
    var made = new ConsoleToken(name, role, Secrets.hash(token), clock.instant(), null);
    AtomicWrite write =
        writes
            .begin()
            .absent(Keys.CONSOLE_TOKENS, name)
            .put(Keys.CONSOLE_TOKENS, name, wire.write(made));
    if (!events.append(write, event(ADDED, name, by, role.id())).replicated().run().written()) {
      throw ProblemException.conflict(
          "there is a token named '%s'; remove it first, or give another name".formatted(name));
    }
    return token;
  }

  /**
   * @throws ProblemException 404 when there is none
   */
  void remove(String name, String by) {
    while (true) {
      String stored = redis.commands().hget(Keys.CONSOLE_TOKENS, name);
      if (stored == null) {
        throw ProblemException.notFound(
            "there is not a token named '%s'; GET /console/tokens names them".formatted(name));
      }
      AtomicWrite write =
          writes
              .begin()
              .expect(Keys.CONSOLE_TOKENS, name, stored)
              .remove(Keys.CONSOLE_TOKENS, name);
      if (events.append(write, event(REMOVED, name, by, null)).replicated().run().written()) {
        return;
      }
    }
  }

  private Event event(String what, String name, String by, @Nullable String why) {
    return new Event(clock.instant(), by, what, null, name, why);
  }

  /** Writes down that it was used, once an hour, and never one that was removed meanwhile. */
  private void note(ConsoleToken used) {
    Instant now = clock.instant();
    if (used.lastUsed() == null || used.lastUsed().plus(NOTED).isBefore(now)) {
      writes
          .begin()
          .expect(Keys.CONSOLE_TOKENS, used.name(), wire.write(used))
          .put(Keys.CONSOLE_TOKENS, used.name(), wire.write(used.usedAt(now)))
          .run();
    }
  }
}
