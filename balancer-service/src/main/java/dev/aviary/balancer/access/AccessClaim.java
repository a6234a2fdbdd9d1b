package dev.aviary.balancer.access;

import dev.aviary.balancer.client.Peer;
import dev.aviary.contract.app.AddressRange;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What one request brings to be let in: the address of its client, header fields, a password. Only
 * the event loop of the request uses it.
 */
public final class AccessClaim {
  private final Peer peer;
  private final HttpHeaders headers;
  private final PasswordChecks checks;
  private final InetAddress client;
  private final @Nullable BasicCredentials credentials;

  /** Whether the password is the one of a hash, for hashes that were looked at. */
  private final Map<String, Boolean> results = new HashMap<>(2);

  private @Nullable String unchecked;

  /**
   * @param headers as the client sent them
   */
  public AccessClaim(Peer peer, HttpHeaders headers, PasswordChecks checks) {
    this.peer = peer;
    this.headers = headers;
    this.checks = checks;
    this.client = peer.client(headers);
    this.credentials = BasicCredentials.of(headers);
  }

  boolean comesFrom(List<AddressRange> ranges) {
    for (AddressRange range : ranges) {
      if (range.contains(client)) {
        return true;
      }
    }
    return false;
  }

  /** Compares in a time that says nothing of where two values begin to differ. */
  boolean brings(String field, byte[] sha256) {
    String value = headers.get(field);
    return value != null && MessageDigest.isEqual(sha256, sha256(value));
  }

  @Nullable String user() {
    return credentials == null ? null : credentials.user();
  }

  /** Whether the password is that of the hash; null: {@link #check} has to be asked. */
  @Nullable Boolean matches(String hash) {
    Boolean known = results.get(hash);
    if (known == null && credentials != null && checks.remembers(credentials, hash)) {
      known = true;
    }
    if (known == null) {
      unchecked = hash;
    }
    return known;
  }

  /**
   * Compares the password with the hash that {@link #matches} did not know, which takes long.
   *
   * @param loop runs what follows
   * @param again called when the result is known
   * @return false, and nothing is called, when too many passwords wait to be compared
   */
  public boolean check(String app, Executor loop, Runnable again) {
    String hash = unchecked;
    if (hash == null || credentials == null) {
      throw new IllegalStateException("no password waits to be compared");
    }
    if (!checks.mayAsk(peer, headers)) {
      return false;
    }
    return checks.begin(
        app,
        credentials,
        hash,
        matches ->
            loop.execute(() -> {
              results.put(hash, matches);
              again.run();
            }));
  }

  private static byte[] sha256(String value) {
    try {
      // A field's bytes are read as ISO 8859-1, one character each.
      return MessageDigest.getInstance("SHA-256")
          .digest(value.getBytes(StandardCharsets.ISO_8859_1));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
