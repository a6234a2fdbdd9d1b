package dev.aviary.monitor.link;

import dev.aviary.contract.app.SpecStore;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.judgement.JudgementStore;
import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result.Done;
import dev.aviary.contract.rollout.Placement;
import dev.aviary.contract.rollout.RolloutStore;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows the change that a link stands for, and makes it once. */
@Singleton
final class LinkService {
  /** How long the second of two that press at once waits for what the first one did. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final LinkTokens tokens;
  private final LinkUses uses;
  private final BuilderChange builder;
  private final SpecStore apps;
  private final RolloutStore rollouts;
  private final JudgementStore judgements;
  private final InstantSource clock;

  LinkService(
      LinkTokens tokens,
      LinkUses uses,
      BuilderChange builder,
      SpecStore apps,
      RolloutStore rollouts,
      JudgementStore judgements,
      InstantSource clock) {
    this.tokens = tokens;
    this.uses = uses;
    this.builder = builder;
    this.apps = apps;
    this.rollouts = rollouts;
    this.judgements = judgements;
    this.clock = clock;
  }

  /** Changes nothing, however often it is asked. */
  LinkAnswer show(String token) {
    return answer(
        token,
        link -> {
          Optional<LinkUse> use = uses.find(link);
          if (use.isPresent()) {
            return use.get().outcome() == null ? LinkAnswer.underWay() : LinkAnswer.used(use.get());
          }
          LinkAnswer against = against(link);
          return against == null ? LinkAnswer.open(link, token, known(link)) : against;
        });
  }

  /** Does what the link says, unless it was done before. */
  LinkAnswer use(String token) {
    return answer(token, this::use);
  }

  private LinkAnswer answer(String token, Function<Link, LinkAnswer> answering) {
    try {
      return tokens.read(token).map(answering).orElseGet(LinkAnswer::unknown);
    } catch (RedisException away) {
      return LinkAnswer.redisAway();
    }
  }

  private LinkAnswer use(Link link) {
    Optional<LinkUse> before = before(link);
    if (before.isPresent()) {
      return before.get().outcome() == null ? LinkAnswer.underWay() : LinkAnswer.used(before.get());
    }
    LinkAnswer against = against(link);
    if (against != null) {
      return against;
    }
    return uses.claim(link)
        .map(claim -> carryOut(link, claim))
        .orElseGet(() ->
            before(link)
                .filter(use -> use.outcome() != null)
                .map(LinkAnswer::used)
                .orElseGet(LinkAnswer::underWay));
  }

  private LinkAnswer carryOut(Link link, LinkUse claim) {
    if (link.action() == LinkAction.KEEP) {
      return LinkAnswer.done(uses.done(link, claim, "the owner looked and keeps the canary"));
    }
    return switch (builder.ask(link)) {
      case Done<Link> _ ->
          LinkAnswer.done(
              uses.done(
                  link,
                  claim,
                  "the builder took it: the canary of %s (deployment %s) %s"
                      .formatted(link.app(), link.deployment(), link.action().effect())));
      case Refusal<Link> no -> {
        uses.release(link, claim);
        yield no.isForNow() ? LinkAnswer.builderAway() : LinkAnswer.refused(link, no.reason());
      }
    };
  }

  /** The use before this one, once it is known what it did; perhaps it is still being done. */
  private Optional<LinkUse> before(Link link) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<LinkUse> use = uses.find(link);
      if (use.isEmpty() || use.get().outcome() != null || System.nanoTime() - deadline > 0) {
        return use;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return use;
      }
    }
  }

  /** What stands against it as things are; null: nothing. */
  private @Nullable LinkAnswer against(Link link) {
    if (link.isExpired(clock.instant())) {
      return LinkAnswer.expired(link);
    }
    try {
      if (apps.find(link.app()).isEmpty()) {
        return LinkAnswer.appGone(link);
      }
      Placement canary =
          rollouts.find(link.app()).map(held -> held.rollout().canary()).orElse(null);
      if (canary == null || !canary.deployment().equals(link.deployment())) {
        return LinkAnswer.refused(
            link,
            "Deployment %s is no longer the canary of %s".formatted(link.deployment(), link.app()));
      }
    } catch (DamagedException unreadable) {
      // The builder decides, which needs the same records.
      return null;
    }
    return link.action() == LinkAction.PROMOTE && isBad(link)
        ? LinkAnswer.refused(
            link, "Its visitors fare worse than those of stable: a link does not promote it")
        : null;
  }

  private boolean isBad(Link link) {
    return judgements.find(link.deployment()).map(Judgement::verdict).orElse(null)
        == CanaryVerdict.BAD;
  }

  /** What the monitor says of the canary at the moment. */
  private List<String> known(Link link) {
    return judgements
        .find(link.deployment())
        .map(judgement ->
            switch (judgement.verdict()) {
              case GOOD -> "Its visitors fare no worse than those of stable.";
              case BAD -> "Its visitors fare worse: " + String.join("; ", judgement.reasons());
              case NOT_ENOUGH ->
                  "Too little is known of how its visitors fare: " + judgement.missing();
            })
        .stream()
        .toList();
  }
}
