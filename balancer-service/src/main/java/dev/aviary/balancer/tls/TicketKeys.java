package dev.aviary.balancer.tls;

import dev.aviary.balancer.certificate.SealedFiles;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.hash.HmacSha256;
import dev.aviary.contract.redis.Wire;
import io.micronaut.serde.annotation.Serdeable;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of session tickets (RFC 8446, section 4.6.1; RFC 5077), sealed in the balancer's volume:
 * a session outlives a restart. The newest seals new tickets, the others open those that clients
 * have; a key goes once no ticket of it can be valid. Each host has keys of its own, derived from
 * these, so that a session of one host is none of another.
 */
@Singleton
public final class TicketKeys {
  /** For which a session may be resumed. */
  static final Duration LIFETIME = Duration.ofHours(24);

  /** For which a key seals new tickets. */
  static final Duration USE = Duration.ofHours(12);

  private static final Logger LOG = LoggerFactory.getLogger(TicketKeys.class);
  private static final String FILE = "ticket-keys";
  private static final int BYTES = 32;

  private final SealedFiles files;
  private final Wire wire;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private List<Secret> secrets;
  private volatile Runnable listener = () -> {};

  TicketKeys(SealedFiles files, Wire wire, InstantSource clock) {
    this.files = files;
    this.wire = wire;
    this.clock = clock;
    this.secrets = read();
    renew();
  }

  /**
   * What the keys of all hosts are derived from.
   *
   * @param secret 256 bits in hexadecimal
   */
  @Serdeable
  record Secret(Instant madeAt, String secret) {
    Secret {
      Check.present(madeAt, "madeAt");
      Check.present(secret, "secret");
    }

    @Override
    public String toString() {
      return "Secret[madeAt=" + madeAt + "]";
    }
  }

  /** As they are kept, the newest first. */
  @Serdeable
  record Kept(List<Secret> secrets) {
    Kept {
      secrets = Check.list(secrets, "secrets");
    }
  }

  synchronized void onChange(Runnable action) {
    listener = action;
  }

  /** Makes a new key when the newest has sealed for long enough. */
  public void renew() {
    // The listener takes locks of its own, under which it asks for keys.
    if (renewed()) {
      listener.run();
    }
  }

  private synchronized boolean renewed() {
    Instant now = clock.instant();
    if (!secrets.isEmpty() && now.isBefore(secrets.getFirst().madeAt().plus(USE))) {
      return false;
    }
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    var next = new ArrayList<Secret>();
    next.add(new Secret(now, HexFormat.of().formatHex(secret)));
    secrets.stream()
        .filter(each -> now.isBefore(each.madeAt().plus(USE).plus(LIFETIME)))
        .forEach(next::add);
    secrets = List.copyOf(next);
    keep();
    return true;
  }

  /** Those of a host, the newest first. */
  synchronized OpenSslSessionTicketKey[] of(String host) {
    return secrets.stream()
        .map(each -> derived(HexFormat.of().parseHex(each.secret()), host))
        .toArray(OpenSslSessionTicketKey[]::new);
  }

  private List<Secret> read() {
    try {
      return files.read(FILE).map(text -> wire.read(text, Kept.class).secrets()).orElse(List.of());
    } catch (UncheckedIOException e) {
      LOG.atWarn()
          .addKeyValue("reason", e.getMessage())
          .log("Made new ticket keys; the saved ones cannot be read");
      return List.of();
    }
  }

  /** A disk that takes nothing costs resumption after a restart, and no visitor anything. */
  private void keep() {
    try {
      files.write(FILE, wire.write(new Kept(secrets)));
    } catch (UncheckedIOException e) {
      LOG.atWarn()
          .addKeyValue("reason", e.getMessage())
          .log(
              "Could not save the ticket keys; after a restart clients cannot resume their sessions");
    }
  }

  private static OpenSslSessionTicketKey derived(byte[] secret, String host) {
    byte[] name = HmacSha256.of(secret, bytes("name:" + host));
    byte[] keys = HmacSha256.of(secret, bytes("keys:" + host));
    int half = OpenSslSessionTicketKey.HMAC_KEY_SIZE;
    return new OpenSslSessionTicketKey(
        Arrays.copyOf(name, OpenSslSessionTicketKey.NAME_SIZE),
        Arrays.copyOf(keys, half),
        Arrays.copyOfRange(keys, half, half + OpenSslSessionTicketKey.AES_KEY_SIZE));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
