package dev.aviary.builder.progress;

import dev.aviary.builder.lease.Leadership;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.contract.judgement.JudgementStore;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.route.AppControl;
import dev.aviary.contract.route.ControlState;
import io.lettuce.core.RedisException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each canary to its next step as soon as enough is known. It looks every second while a
 * canary is on its way, and rests otherwise. Only the builder that leads does anything.
 */
@Singleton
public final class CanarySteps {
  private static final Logger LOG = LoggerFactory.getLogger(CanarySteps.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofHours(1);

  private final Leadership leadership;
  private final JudgementStore judgements;
  private final StepWriter writer;
  private final AutoPromotion promotion;
  private final InstantSource clock;
  private final BackgroundLoop loop;
  private volatile List<CanaryOnItsWay> onTheirWay = List.of();

  CanarySteps(
      Leadership leadership,
      JudgementStore judgements,
      StepWriter writer,
      AutoPromotion promotion,
      InstantSource clock,
      BackgroundLoops loops) {
    this.leadership = leadership;
    this.judgements = judgements;
    this.writer = writer;
    this.promotion = promotion;
    this.clock = clock;
    this.loop = loops.make("canary-steps", () -> onTheirWay.isEmpty() ? REST : LOOK, this::round);
    loop.start();
  }

  /** Something of the control keys changed. */
  public void know(ControlState state) {
    onTheirWay =
        state.apps().values().stream()
            .flatMap((AppControl each) -> CanaryOnItsWay.of(each).stream())
            .toList();
    if (!onTheirWay.isEmpty()) {
      loop.wake();
    }
  }

  @PreDestroy
  void stop() {
    loop.close();
  }

  private void round() {
    Instant now = clock.instant();
    for (CanaryOnItsWay each : onTheirWay) {
      if (!leadership.leads()) {
        return;
      }
      try {
        look(each, now);
      } catch (RedisException away) {
        throw away;
      } catch (RuntimeException e) {
        LOG.atError()
            .setCause(e)
            .addKeyValue("app", each.app())
            .log("Could not look at the steps of a canary");
      }
    }
  }

  private void look(CanaryOnItsWay canary, Instant now) {
    Judgement judgement = judgements.find(canary.deployment()).orElse(null);
    switch (canary.move(judgement, now)) {
      case BEGIN -> writer.begin(canary, requests(judgement), now);
      case WAIT -> {}
      case GO_ON -> writer.goOn(canary, canary.present(), judgement, now);
      case PROMOTE -> promotion.tryPromotion(canary, canary.present(), now);
    }
  }

  private static long requests(@Nullable Judgement judgement) {
    return judgement == null ? 0 : judgement.canaryRequests();
  }
}
