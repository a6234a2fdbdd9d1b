package dev.aviary.builder.progress;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.route.CanaryProgress;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.contract.route.Recorded;
import dev.aviary.contract.route.Split;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives a canary the share of its first step in the step that lets it serve: it never has another
 * one before.
 */
@Singleton
public final class FirstStep {
  private final ControlStore control;
  private final InstantSource clock;

  FirstStep(ControlStore control, InstantSource clock) {
    this.control = control;
    this.clock = clock;
  }

  /**
   * Adds the first step of a deployment, if its app has steps. One that is on its way already,
   * whose container was replaced, goes on where it is.
   *
   * @throws io.lettuce.core.RedisException when Redis is away
   */
  public AtomicWrite begin(AtomicWrite write, AppSpec spec, String deployment) {
    Recorded<CanaryProgress> before = control.progress(spec.name());
    CanaryProgress known = before.value();
    if (known != null && known.deployment().equals(deployment)) {
      return write;
    }
    StepPlan plan = StepPlan.of(spec.canary(), percent(control.split(spec.name()).value()));
    return plan.isEmpty()
        ? write
        : control.replace(write, spec.name(), before, plan.first(deployment, clock.instant(), 0));
  }

  private static int percent(@Nullable Split split) {
    return (split == null ? Split.DEFAULT : split).canaryPercent();
  }
}
