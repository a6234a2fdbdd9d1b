package dev.aviary.contract.route;

import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.contract.redis.Writes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Splits, interruptions, withdrawals and the progress of canaries: the control keys by which
 * requests are shared. Nothing is written of an app that was removed, so that no key outlives its
 * app.
 */
@Singleton
public final class ControlStore {
  private final RedisLink redis;
  private final Writes writes;
  private final Wire wire;

  public ControlStore(RedisLink redis, Writes writes, Wire wire) {
    this.redis = redis;
    this.writes = writes;
    this.wire = wire;
  }

  /** The app's split, to be changed. */
  public Recorded<Split> split(String app) {
    return recorded(Keys.split(app), Split.class);
  }

  /** The app's interruption, to be changed; {@link Interruption.Over} when a request ended it. */
  public Recorded<Interruption> interruption(String app) {
    Recorded<Interruption> stored = recorded(Keys.maintenance(app), Interruption.class);
    Interruption value = stored.value();
    return value == null ? stored : new Recorded<>(stored.key(), value.read(), stored.text());
  }

  /** How far the app's canary has come through its steps, to be changed. */
  public Recorded<CanaryProgress> progress(String app) {
    return recorded(Keys.progress(app), CanaryProgress.class);
  }

  /**
   * Puts another value in the place of the one that was read, as part of a larger step: only if it
   * is still there, and the app was not removed.
   */
  public <T> AtomicWrite replace(AtomicWrite write, String app, Recorded<T> before, T after) {
    String text = before.text();
    AtomicWrite checked =
        text == null ? write.absent(before.key()) : write.expect(before.key(), text);
    return checked.notRemoved(app).set(before.key(), wire.write(stored(after))).raise();
  }

  private static Object stored(Object value) {
    return value instanceof Interruption interruption ? interruption.stored() : value;
  }

  /** Writes again what Redis lost; one that was set since then stands. */
  public AtomicWrite restore(AtomicWrite write, String app, Split split) {
    return replace(write, app, new Recorded<>(Keys.split(app), null, null), split);
  }

  /** The same for an interruption. */
  public AtomicWrite restore(AtomicWrite write, String app, Interruption interruption) {
    return replace(write, app, new Recorded<>(Keys.maintenance(app), null, null), interruption);
  }

  /** Takes a canary deployment out of the traffic; the first reason stands. */
  public WriteOutcome withdraw(String app, Withdrawal withdrawal) {
    return withdraw(writes.begin().notRemoved(app), app, withdrawal).replicated().run();
  }

  /** The same as part of a larger step, whose conditions are the caller's. */
  public AtomicWrite withdraw(AtomicWrite write, String app, Withdrawal withdrawal) {
    return write
        .putIfAbsent(Keys.withdrawn(app), withdrawal.field(), wire.write(withdrawal))
        .raise();
  }

  /** Only while this canary deployment is not withdrawn. */
  public AtomicWrite notWithdrawn(AtomicWrite write, String app, String commit, String deployment) {
    return write.absent(Keys.withdrawn(app), Withdrawal.field(commit, deployment));
  }

  private <T> Recorded<T> recorded(String key, Class<T> type) {
    String text = redis.commands().get(key);
    return new Recorded<>(key, text == null ? null : readable(text, type), text);
  }

  /** What cannot be read can still be replaced. */
  private <T> @Nullable T readable(String text, Class<T> type) {
    try {
      return wire.read(text, type);
    } catch (DamagedException e) {
      return null;
    }
  }
}
