package dev.aviary.flag.release;

import dev.aviary.contract.hash.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What stands in a URL for an asker: a hash that cannot be made, and against which no token can be
 * tried, without this instance's secret (HMAC-SHA-256, RFC 2104).
 */
final class ListenerIds {
  private final byte[] key;

  ListenerIds(String secret) {
    this.key = secret.getBytes(StandardCharsets.UTF_8);
  }

  String of(FlagCaller asker) {
    return HexFormat.of()
        .formatHex(HmacSha256.of(key, asker.id().getBytes(StandardCharsets.UTF_8)));
  }
}
