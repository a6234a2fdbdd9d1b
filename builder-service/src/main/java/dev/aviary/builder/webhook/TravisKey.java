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

  /** The same after a fetch that failed: what is genuine should not wait for long. */
  static final Duration AGAIN_AFTER_FAILURE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(TravisKey.class);

  private final KeySource source;
  private final LongSupplier nanos;
  private final @Nullable PublicKey configured;
  private final ReentrantLock fetching = new ReentrantLock();

  /** What the last fetch gave; read without the lock, so that a slow fetch delays no check. */
  private volatile @Nullable Fetch last;

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

  /**
   * One try to fetch the key.
   *
   * @param key the newest that is known, if one is
   * @param failure why this try gave none, or null
   */
  private record Fetch(@Nullable PublicKey key, @Nullable String failure, long at) {
    boolean covers(byte[] payload, TravisRsaSignature signature) {
      return key != null && signature.covers(payload, key);
    }

    boolean isFresh(long now) {
      return now - at < (failure == null ? AGAIN : AGAIN_AFTER_FAILURE).toNanos();
    }
  }

  SignatureVerification check(byte[] payload, TravisRsaSignature signature) {
    if (configured != null) {
      return answer(signature.covers(payload, configured));
    }
    Fetch known = last;
    if (known != null && known.covers(payload, signature)) {
      return answer(true);
    }
    Fetch newest = newest();
    if (newest.covers(payload, signature)) {
      return answer(true);
    }
    // With a key that may be an old one it is not known whether this is forged.
    return newest.failure() == null
        ? answer(false)
        : new SignatureVerification.Unknown(String.valueOf(newest.failure()));
  }

  /** The last fetch if it is fresh, else a new one; those who wait for one share it. */
  private Fetch newest() {
    fetching.lock();
    try {
      Fetch before = last;
      if (before != null && before.isFresh(nanos.getAsLong())) {
        return before;
      }
      Fetch now = fetch(before == null ? null : before.key());
      last = now;
      return now;
    } finally {
      fetching.unlock();
    }
  }

  private Fetch fetch(@Nullable PublicKey known) {
    try {
      PublicKey key = source.fetch();
      LOG.atInfo().log("Fetched the key that Travis signs with");
      return new Fetch(key, null, nanos.getAsLong());
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("reason", e.getMessage())
          .log("Could not fetch the key that Travis signs with");
      return new Fetch(known, String.valueOf(e.getMessage()), nanos.getAsLong());
    }
  }

  private static SignatureVerification answer(boolean genuine) {
    return genuine ? new SignatureVerification.Genuine() : new SignatureVerification.Forged();
  }
}
