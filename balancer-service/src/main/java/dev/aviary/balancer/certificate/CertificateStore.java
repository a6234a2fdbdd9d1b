package dev.aviary.balancer.certificate;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.seal.SealedException;
import io.lettuce.core.RedisException;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The balancer's volume is what counts: a certificate is on its disk before it is in force, and traffic needs no Redis.
 * Redis has a copy for the other balancers of the instance. A host that was removed stays there as the word "removed" and
 * the moment, so that a balancer that was away does not bring it back. A certificate that was put after that moment, while
 * Redis was away, is put there again. A Redis that lost its data is told again by sync().
 */

/**
 * The certificate of each host name, sealed in the balancer's volume and in Redis. Any thread may
 * read it; a change is in force for the next handshake.
 */
@Singleton
public final class CertificateStore {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateStore.class);
  private static final String PREFIX = "host-";
  private static final String REMOVED = "removed ";

  private final SealedFiles files;
  private final Wire wire;
  private final RedisLink redis;
  private final InstantSource clock;
  private final Map<String, Certificate> byHost = new ConcurrentHashMap<>();

  /** When each was put here, or taken from another balancer. */
  private final Map<String, Instant> putAt = new ConcurrentHashMap<>();

  /** When each was removed of which Redis does not know yet. */
  private final Map<String, Instant> removed = new ConcurrentHashMap<>();

  private volatile Runnable listener = () -> {};

  /** With the certificates that were kept. One that cannot be read is logged. */
  public CertificateStore(SealedFiles files, Wire wire, RedisLink redis, InstantSource clock) {
    this.clock = clock;
    this.files = files;
    this.wire = wire;
    this.redis = redis;
    for (String name : files.names()) {
      if (name.startsWith(PREFIX)) {
        files.read(name).ifPresent(text -> take(name.substring(PREFIX.length()), text));
      }
    }
  }

  /** Calls the action after each change. */
  public void onChange(Runnable action) {
    listener = action;
  }

  /**
   * The certificate that was put for this host; null: none.
   *
   * @param host in lower case
   */
  public @Nullable Certificate find(String host) {
    return byHost.get(host);
  }

  /**
   * Keeps it, in the place of a former one. Blocks: not for event loops.
   *
   * @throws UncheckedIOException when the disk takes nothing; then the former one stays in force
   */
  public synchronized void put(String host, Certificate certificate) {
    keep(host, certificate, clock.instant());
    removed.remove(host);
    tell(host, certificate);
  }

  /** Forgets it. Blocks: not for event loops. */
  public synchronized void remove(String host) {
    drop(host);
    Instant now = clock.instant();
    removed.put(host, now);
    tellRemoved(host, now);
  }

  /** The hosts that have one. */
  public Set<String> hosts() {
    return Set.copyOf(byHost.keySet());
  }

  /**
   * Takes from Redis what another balancer put or removed, and tells Redis what it does not know.
   * Of two certificates for a host the one that begins to be valid later counts.
   *
   * @throws RedisException when Redis is away
   */
  public synchronized void sync() {
    removed.forEach(this::putRemoved);
    Map<String, String> known = redis.commands().hgetall(Keys.CERTIFICATES);
    known.forEach(this::adopt);
    byHost.forEach((host, certificate) -> {
      if (!known.containsKey(host)) {
        putCopy(host, certificate);
      }
    });
  }

  private void adopt(String host, String sealed) {
    Certificate present = byHost.get(host);
    if (sealed.startsWith(REMOVED)) {
      adoptRemoval(host, Instant.parse(sealed.substring(REMOVED.length())));
      return;
    }
    KeptCertificate kept = opened(host, sealed);
    Certificate other = kept == null ? null : kept.certificate();
    if (kept == null || other == null || other.equals(present)) {
      return;
    }
    if (present == null || other.notBefore().isAfter(present.notBefore())) {
      keep(host, other, kept.putAt());
    } else {
      putCopy(host, present);
    }
  }

  /** What was put later than the removal stays, and Redis is told. */
  private void adoptRemoval(String host, Instant at) {
    Certificate present = byHost.get(host);
    if (present != null && putAt.getOrDefault(host, Instant.EPOCH).isAfter(at)) {
      putCopy(host, present);
    } else if (present != null) {
      drop(host);
    }
  }

  private void keep(String host, Certificate certificate, Instant at) {
    putAt.put(host, at);
    files.write(PREFIX + host, wire.write(KeptCertificate.of(certificate, at)));
    byHost.put(host, certificate);
    listener.run();
  }

  private void drop(String host) {
    files.delete(PREFIX + host);
    byHost.remove(host);
    putAt.remove(host);
    listener.run();
  }

  private @Nullable KeptCertificate opened(String host, String sealed) {
    try {
      return wire.read(files.open(PREFIX + host, sealed), KeptCertificate.class);
    } catch (SealedException | UncheckedIOException | IllegalArgumentException e) {
      LOG.atError()
          .addKeyValue("host", host)
          .addKeyValue("reason", e.getMessage())
          .log("Ignored a certificate in Redis that cannot be read");
      return null;
    }
  }

  private void take(String host, String text) {
    try {
      KeptCertificate kept = wire.read(text, KeptCertificate.class);
      byHost.put(host, kept.certificate());
      putAt.put(host, kept.putAt());
    } catch (UncheckedIOException | IllegalArgumentException e) {
      LOG.atError()
          .addKeyValue("host", host)
          .addKeyValue("reason", e.getMessage())
          .log("Ignored a certificate that cannot be read; give it again");
    }
  }

  private void tell(String host, Certificate certificate) {
    try {
      putCopy(host, certificate);
    } catch (RedisException e) {
      untold(host, e);
    }
  }

  private void tellRemoved(String host, Instant at) {
    try {
      putRemoved(host, at);
    } catch (RedisException e) {
      untold(host, e);
    }
  }

  private void putCopy(String host, Certificate certificate) {
    Instant at = putAt.getOrDefault(host, Instant.EPOCH);
    String text = wire.write(KeptCertificate.of(certificate, at));
    redis.commands().hset(Keys.CERTIFICATES, host, files.seal(PREFIX + host, text));
  }

  private void putRemoved(String host, Instant at) {
    redis.commands().hset(Keys.CERTIFICATES, host, REMOVED + at);
    removed.remove(host);
  }

  private static void untold(String host, RedisException e) {
    LOG.atWarn()
        .addKeyValue("host", host)
        .addKeyValue("reason", e.getMessage())
        .log("Could not copy a certificate's change to Redis; trying again within a minute");
  }
}
