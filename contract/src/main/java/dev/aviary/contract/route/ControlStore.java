package dev.aviary.contract.route;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.contract.redis.Writes;
import jakarta.inject.Singleton;

/**
 * Splits, interruptions and withdrawals: the control keys that the balancer and the monitor write.
 */
@Singleton
public final class ControlStore {
  private final Writes writes;
  private final Wire wire;

  public ControlStore(Writes writes, Wire wire) {
    this.writes = writes;
    this.wire = wire;
  }

  public WriteOutcome split(String app, Split split) {
    return writes.begin().set(Keys.split(app), wire.write(split)).raise().run();
  }

  /** Writes again what a Redis lost; one that somebody set since then stands. */
  public AtomicWrite restore(AtomicWrite write, String app, Split split) {
    String key = Keys.split(app);
    return write.absent(key).set(key, wire.write(split)).raise();
  }

  /** The same for an interruption. */
  public AtomicWrite restore(AtomicWrite write, String app, Interruption interruption) {
    String key = Keys.maintenance(app);
    return write.absent(key).set(key, wire.write(interruption)).raise();
  }

  /** Interrupts the app's public requests; takes the place of another interruption. */
  public WriteOutcome interrupt(String app, Interruption interruption) {
    return writes.begin().set(Keys.maintenance(app), wire.write(interruption)).raise().run();
  }

  /** Ends the interruption, also for whoever remembers one that Redis lost. */
  public WriteOutcome resume(String app) {
    return interrupt(app, Interruption.OVER);
  }

  /** Takes a canary deployment out of the traffic; the first reason stands. */
  public WriteOutcome withdraw(String app, Withdrawal withdrawal) {
    return withdraw(writes.begin(), app, withdrawal).run();
  }

  /** The same as part of a larger step. */
  public AtomicWrite withdraw(AtomicWrite write, String app, Withdrawal withdrawal) {
    return write
        .putIfAbsent(Keys.withdrawn(app), withdrawal.field(), wire.write(withdrawal))
        .raise();
  }
}
