package dev.aviary.flag.release;

import dev.aviary.contract.hash.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in a URL for an asker: a code that cannot be made without this instance's secret, and
 * against which no token can be tried (HMAC-SHA-256, RFC 2104). That of a container begins with the
 * hash of its token, by which a flag service that the container has not asked before finds it; such
 * tokens are random and cannot be guessed.
 */
final class ListenerIds {
  private static final Pattern CONTAINER = Pattern.compile("([0-9a-f]{64})-([0-9a-f]{64})");

  private final String secret;
  private final String nobody;

  ListenerIds(String secret) {
    this.secret = secret;
    this.nobody = code(new FlagCaller.Anybody().id());
  }

  String secret() {
    return secret;
  }

  String of(FlagCaller asker) {
    String code = code(asker.id());
    return asker instanceof FlagCaller.Deployed(String hash, _) ? hash + "-" + code : code;
  }

  /** Of nobody: another one when all ids are others, because the secret is. */
  String nobody() {
    return nobody;
  }

  /** The hash of the token of the container with that id; nothing when it is none of ours. */
  Optional<String> container(String id) {
    Matcher parts = CONTAINER.matcher(id);
    return parts.matches() && isCode(parts.group(2), parts.group(1))
        ? Optional.of(parts.group(1))
        : Optional.empty();
  }

  /** In a time that tells nothing about it. */
  private boolean isCode(String given, String id) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), code(id).getBytes(StandardCharsets.UTF_8));
  }

  private String code(String id) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(HmacSha256.of(key, id.getBytes(StandardCharsets.UTF_8)));
  }
}
