package dev.aviary.builder.trigger;

import dev.aviary.contract.hash.HmacSha256;
import dev.aviary.contract.hash.Sha256;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that open {@code /build}: one for each app, which opens nothing else. Those of all
 * apps are known by their hashes, so that a token which opens nothing costs no look at Redis.
 */
@Singleton
public final class BuildTokens {
  private final byte[] key;

  /** Apps by the SHA-256 of their tokens; null until the apps are known. */
  private volatile @Nullable Map<String, String> owners;

  BuildTokens(BuildSecret secret) {
    this.key = secret.secret().getBytes(StandardCharsets.UTF_8);
  }

  /** The app's token: HMAC-SHA256 of {@code build:<app>}, base64url without padding. */
  public String of(String app) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(code("build:" + app));
  }

  /** What forges sign their webhooks for the app with: HMAC-SHA256 of {@code webhook:<app>}. */
  public byte[] webhookKey(String app) {
    return code("webhook:" + app);
  }

  private byte[] code(String subject) {
    return HmacSha256.of(key, subject.getBytes(StandardCharsets.UTF_8));
  }

  /** These are all apps there are. */
  public void know(Set<String> apps) {
    Map<String, String> before = owners;
    if (before == null || !apps.equals(Set.copyOf(before.values()))) {
      owners =
          apps.stream().collect(Collectors.toUnmodifiableMap(app -> hash(of(app)), app -> app));
    }
  }

  /** Whether all apps are known. */
  boolean ready() {
    return owners != null;
  }

  /**
   * Whose token this is, in a time that tells nothing about any: what is looked up is a hash, which
   * no caller can aim.
   */
  Optional<String> owner(String given) {
    Map<String, String> known = owners;
    return Optional.ofNullable(known == null ? null : known.get(hash(given)))
        .filter(app -> opens(app, given));
  }

  private static String hash(String token) {
    return HexFormat.of().formatHex(Sha256.begin().digest(token.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether this is the app's token, in a time that tells nothing about it. */
  boolean opens(String app, String given) {
    return MessageDigest.isEqual(
        of(app).getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
