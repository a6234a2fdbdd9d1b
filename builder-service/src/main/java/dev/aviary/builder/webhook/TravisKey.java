package dev.aviary.builder.webhook;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that Travis signs with: the configured one, or the published one, which is kept and
 * fetched again when a signature does not match it.
 */
@Singleton
final class TravisKey {
  /** A signature that does not match makes the key be fetched again at most this often. */
  static final Duration AGAIN = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(TravisKey.class);

  private final KeySource source;
  private final LongSupplier nanos;
  private final @Nullable PublicKey configured;
  private final ReentrantLock fetching = new ReentrantLock();
  private @Nullable PublicKey published;
  private long fetchedAt;

  @Inject
  TravisKey(TravisSettings settings, PublishedKey source) {
    this(
        settings.configured() == null ? null : PublicKeys.read(settings.configured()),
        source,
        System::nanoTime);
  }

  TravisKey(@Nullable PublicKey configured, KeySource source, LongSupplier nanos) {
    this.configured = configured;
    this.source = source;
    this.nanos = nanos;
  }

  Authenticity check(byte[] payload, Signature signature) {
    if (configured != null) {
      return answer(signature.covers(payload, configured));
    }
    fetching.lock();
    try {
      PublicKey key = published;
      if (key != null && signature.covers(payload, key)) {
        return answer(true);
      }
      if (key != null && nanos.getAsLong() - fetchedAt < AGAIN.toNanos()) {
        return answer(false);
      }
      fetchedAt = nanos.getAsLong();
      key = source.fetch();
      published = key;
      LOG.atInfo().log("Fetched the key that Travis signs with");
      return answer(signature.covers(payload, key));
    } catch (IOException e) {
      return published == null
          ? new Authenticity.Unknown(String.valueOf(e.getMessage()))
          : answer(false);
    } finally {
      fetching.unlock();
    }
  }

  private static Authenticity answer(boolean genuine) {
    return genuine ? new Authenticity.Genuine() : new Authenticity.Forged();
  }
}
