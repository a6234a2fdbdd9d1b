package dev.aviary.contract.health;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Asks one indicator, once at a time, and waits no longer than {@link #PATIENCE} for it. What does
 * not answer by then is down, with since when it was asked and when it answered last.
 */
final class PromptIndicator implements HealthIndicator {
  static final Duration PATIENCE = Duration.ofMillis(700);

  private static final Scheduler THREADS = Schedulers.fromExecutor(Thread::startVirtualThread);

  private final HealthIndicator indicator;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Asking> underWay = new AtomicReference<>();
  private volatile @Nullable Known last;

  PromptIndicator(HealthIndicator indicator, InstantSource clock) {
    this.indicator = indicator;
    this.clock = clock;
  }

  private record Asking(Instant since, Mono<HealthResult> answer) {}

  private record Known(Instant at, HealthResult result) {}

  @Override
  public int getOrder() {
    return indicator.getOrder();
  }

  @Override
  public Publisher<HealthResult> getResult() {
    Asking asking = asking();
    return asking
        .answer()
        .timeout(PATIENCE)
        .onErrorResume(TimeoutException.class, late -> Mono.just(silent(asking.since())));
  }

  /** The question that is under way, or a new one. */
  private Asking asking() {
    Asking before = underWay.get();
    if (before != null) {
      return before;
    }
    var next =
        new Asking(
            clock.instant(),
            Mono.defer(() -> Mono.from(indicator.getResult()))
                .subscribeOn(THREADS)
                .doOnNext(result -> last = new Known(clock.instant(), result))
                .doOnTerminate(() -> underWay.set(null))
                .cache());
    Asking other = underWay.compareAndExchange(null, next);
    return other == null ? next : other;
  }

  private HealthResult silent(Instant since) {
    Known known = last;
    var details = new LinkedHashMap<String, Object>();
    details.put("error", "has not answered since it was asked at " + since);
    if (known != null) {
      details.put("lastAnswer", known.at().toString());
      details.put("lastStatus", known.result().getStatus().getName());
    }
    return HealthResult.builder(name(known), HealthStatus.DOWN).details(details).build();
  }

  /** Its own name, as its answers give it; before the first one, that of its class. */
  private String name(@Nullable Known known) {
    if (known != null) {
      return known.result().getName();
    }
    String simple = indicator.getClass().getSimpleName();
    String name = simple.replaceFirst("(Health)?(Indicator)?$", "");
    return name.isEmpty() ? simple : Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
