package dev.aviary.balancer.control;

import dev.aviary.balancer.proxy.accept.DataPath;
import dev.aviary.balancer.route.Backends;
import dev.aviary.balancer.route.CurrentTable;
import dev.aviary.balancer.route.LiveTable;
import dev.aviary.balancer.route.LiveTableFactory;
import dev.aviary.balancer.route.RouteTable;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.route.ControlState;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.contract.route.Withdrawal;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts tables in force, one at a time: derives the table, swaps the reference, waits until every
 * event loop has passed, writes the file, and only then reports the revision as applied.
 */
@Singleton
public final class Routing {
  private static final Logger LOG = LoggerFactory.getLogger(Routing.class);

  private final CurrentTable current;
  private final LiveTableFactory maker;
  private final Backends backends;
  private final DataPath dataPath;
  private final RoutesFile file;
  private final ControlStore control;
  private final Restorer restorer;
  private final HealthGauges gauges;
  private final ReportSignal wake;
  private final KnownWithdrawals known = new KnownWithdrawals();
  private final KnownRemovals removals = new KnownRemovals();
  private final KnownControls controls = new KnownControls();
  private final ReentrantLock applying = new ReentrantLock();
  private final InForce inForce = new InForce();
  private volatile Runnable listener = () -> {};
  private volatile boolean followed;

  Routing(
      CurrentTable current,
      LiveTableFactory maker,
      Backends backends,
      DataPath dataPath,
      RoutesFile file,
      ControlStore control,
      Restorer restorer,
      HealthGauges gauges,
      ReportSignal wake) {
    this.current = current;
    this.maker = maker;
    this.backends = backends;
    this.dataPath = dataPath;
    this.file = file;
    this.control = control;
    this.restorer = restorer;
    this.gauges = gauges;
    this.wake = wake;
  }

  /** Calls the action after each table that differs from the one before; it must not block. */
  public void onChange(Runnable action) {
    listener = action;
  }

  /** Serves what was known when the balancer last ran. */
  void restore() {
    applying.lock();
    try {
      RoutesFile.Content last = file.read();
      removals.restore(last.removals());
      known.restore(last.withdrawals());
      controls.restore(last.controls());
      apply(last.table(), Revision.NONE);
    } finally {
      applying.unlock();
    }
  }

  /** The control keys changed. */
  void follow(ControlState state) {
    applying.lock();
    try {
      Set<String> removed = new HashSet<>(removals.learn(state));
      removed.addAll(state.removed());
      known.forget(removed);
      controls.forget(removed);
      known.learn(state);
      ControlState whole = controls.complete(state);
      RouteTable present = applied().table().without(removed);
      apply(RouteDerivation.derive(whole, present), state.revision());
      followed = true;
    } finally {
      applying.unlock();
    }
  }

  /**
   * Takes a canary deployment out of the traffic, whatever Redis says. Returns when no event loop
   * sends it requests any more. An app that is gone by now has no traffic.
   */
  public void withdraw(String app, Withdrawal withdrawal) {
    applying.lock();
    try {
      if (applied().table().app(app).isPresent()) {
        known.add(app, withdrawal);
        apply(applied().table(), applied().revision());
      }
    } finally {
      applying.unlock();
    }
  }

  /**
   * Tells Redis what it does not know: withdrawals, and what it lost of splits and interruptions.
   * Not before the first look: what the file says of an app may be older than its removal.
   *
   * @return whether it knows all of it now; it may be away
   */
  public boolean tellUntold() {
    if (!followed) {
      return false;
    }
    try {
      for (KnownControls.Lost each : locked(controls::lost)) {
        restorer.restore(each);
        locked(() -> {
          controls.told(each);
          return each;
        });
      }
      for (KnownWithdrawals.Untold each : locked(known::untold)) {
        control.withdraw(each.app(), each.withdrawal());
        locked(() -> {
          known.told(each);
          return each;
        });
      }
      return true;
    } catch (RedisException e) {
      return false;
    }
  }

  private <T> T locked(Supplier<T> action) {
    applying.lock();
    try {
      return action.get();
    } finally {
      applying.unlock();
    }
  }

  /** What is in force on every event loop. */
  public Applied applied() {
    return inForce.now();
  }

  /** Whether the revision, or a later one of its epoch, is in force within that time. */
  public boolean await(Revision revision, Duration most) {
    return inForce.await(revision, most);
  }

  private void apply(RouteTable derived, Revision revision) {
    RouteTable table = known.correct(derived);
    boolean changed = !table.equals(applied().table());
    LiveTable live = maker.make(table);
    backends.route(live);
    current.set(live);
    gauges.follow(live);
    dataPath.follow(table);
    backends.forgetDrained();
    file.write(new RoutesFile.Content(table, known.all(), controls.all(), removals.all()));
    inForce.set(new Applied(revision, table));
    wake.now();
    if (changed) {
      listener.run();
      LOG.atInfo()
          .addKeyValue("revision", revision)
          .addKeyValue("apps", table.apps().size())
          .log("Applied routes");
    }
  }
}
