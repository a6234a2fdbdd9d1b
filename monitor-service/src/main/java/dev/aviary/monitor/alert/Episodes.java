package dev.aviary.monitor.alert;

import dev.aviary.contract.loop.Reach;
import dev.aviary.contract.redis.Keys;
import dev.aviary.monitor.record.Alert;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.AlertClosing;
import dev.aviary.monitor.record.AlertStore.Recorded;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.record.Finding;
import dev.aviary.monitor.withdraw.BalancerWithdrawal;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The episodes that are open, and those that are closed while their record or mail is outstanding.
 * For one thread.
 */
@Singleton
final class Episodes {
  private static final Logger LOG = LoggerFactory.getLogger(Episodes.class);

  private final AlertRecorder register;
  private final BalancerWithdrawal balancer;
  private final InstantSource clock;
  private final List<Episode> episodes = new ArrayList<>();
  private final Reach reach = new Reach(LOG, "Redis, which keeps the alerts");
  private final Set<Episode> stuck = new HashSet<>();
  private boolean recalled;

  Episodes(AlertRecorder register, BalancerWithdrawal balancer, InstantSource clock) {
    this.register = register;
    this.balancer = balancer;
    this.clock = clock;
  }

  List<Episode> open() {
    return episodes.stream().filter(each -> each.alert().isOpen()).toList();
  }

  Optional<Episode> openOf(String container) {
    return open().stream().filter(each -> each.container().equals(container)).findFirst();
  }

  void fired(Culprit culprit, Finding finding, AlertAction measure, long at) {
    Optional<Episode> open = openOf(culprit.container());
    if (open.isPresent()) {
      joined(open.get(), finding, measure);
      return;
    }
    int n = register.next(culprit.container());
    Alert alert =
        new Alert(Alert.id(culprit, n), culprit, measure, clock.instant(), List.of(finding), null);
    episodes.add(Episode.opened(alert, Reasons.opened(alert), at));
    LOG.atWarn()
        .addKeyValue("alert", alert.id())
        .addKeyValue("container", culprit.name())
        .addKeyValue("release", culprit.release())
        .addKeyValue("measure", measure)
        .addKeyValue("reason", Reasons.why(finding))
        .log("Alert opened");
  }

  private void joined(Episode episode, Finding finding, AlertAction measure) {
    AlertAction before = episode.alert().measure();
    if (measure == AlertAction.WITHDRAWN && before != AlertAction.WITHDRAWN) {
      withdraw(episode, finding);
    } else if (measure == AlertAction.DRY && before == AlertAction.KEPT) {
      episode.dry(finding, Reasons.dry(episode.alert(), finding, clock.instant()));
    } else {
      episode.joined(finding, Reasons.joined(episode.alert(), finding, clock.instant()));
    }
  }

  /** A canary that was kept is to blame after all. */
  void withdraw(Episode episode, Finding finding) {
    episode.withdrawn(finding, Reasons.withdrawn(episode.alert(), finding, clock.instant()));
    LOG.atWarn()
        .addKeyValue("alert", episode.alert().id())
        .addKeyValue("reason", Reasons.why(finding))
        .log("Withdrew a canary that was kept before");
  }

  void close(Episode episode, AlertClosing.Cause cause, long at) {
    long seconds = Duration.ofNanos(Math.max(0, at - episode.openedAt())).toSeconds();
    var closing = new AlertClosing(clock.instant(), seconds, cause);
    episode.close(closing, Reasons.closed(episode.alert(), closing));
    LOG.atInfo()
        .addKeyValue("alert", episode.alert().id())
        .addKeyValue("cause", cause)
        .addKeyValue("seconds", seconds)
        .log("Alert closed");
  }

  /**
   * Puts on record what is not. While Redis is away, whatever must leave the traffic leaves it
   * through the balancer.
   */
  void settle() {
    if (recalled && recorded()) {
      episodes.removeIf(register::finished);
    } else {
      episodes.stream().filter(Episode::withdrawalUntold).forEach(this::withdrawByBalancer);
    }
  }

  private boolean recorded() {
    try {
      episodes.forEach(this::record);
      reach.held();
      return true;
    } catch (RedisException away) {
      reach.lost(away);
      return false;
    }
  }

  /** What stands in the way of one episode holds up no other; its canary goes all the same. */
  private void record(Episode episode) {
    try {
      register.settle(episode);
      stuck.remove(episode);
    } catch (RuntimeException e) {
      if (e instanceof RedisException && !ofAnotherType(e)) {
        throw e;
      }
      if (stuck.add(episode)) {
        LOG.atError()
            .addKeyValue("key", Keys.alert(episode.alert().id()))
            .addKeyValue("container", episode.alert().culprit().name())
            .addKeyValue("reason", e.getMessage())
            .log(
                "Could not write an alert to Redis, so no mail tells of it; repair or delete its key");
      }
      if (episode.withdrawalUntold()) {
        withdrawByBalancer(episode);
      }
    }
  }

  /** The alert's key holds something else. */
  private static boolean ofAnotherType(RuntimeException e) {
    return String.valueOf(e.getMessage()).contains("WRONGTYPE");
  }

  private void withdrawByBalancer(Episode episode) {
    Culprit culprit = episode.alert().culprit();
    if (balancer.withdraw(culprit.app(), Reasons.withdrawal(episode.alert()))) {
      episode.withdrawalTold();
    }
  }

  /**
   * Takes up, once, what a monitor before this one left open.
   *
   * @return those alerts; none when there was nothing to do, or Redis is away
   */
  List<Alert> recall(long at) {
    if (recalled) {
      return List.of();
    }
    try {
      List<Recorded> open = register.recall();
      recalled = true;
      open.forEach(each -> resume(each, at));
      return open.stream().map(Recorded::alert).toList();
    } catch (RedisException away) {
      reach.lost(away);
    }
    return List.of();
  }

  /** Another monitor may have gone on with them: what counts is on record. */
  void forget() {
    episodes.clear();
    stuck.clear();
    recalled = false;
  }

  /** An episode that began here while Redis was away is the one on record, gone on. */
  private void resume(Recorded open, long at) {
    openOf(open.alert().culprit().container()).ifPresent(episodes::remove);
    Duration age = Duration.between(open.alert().openedAt(), clock.instant());
    episodes.add(Episode.resumed(open, at - Math.max(0, age.toNanos())));
  }
}
