package dev.aviary.contract.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AdminTokenTest {
  private static final String TOKEN = "the-token-of-a-test";

  /** By sha256sum. */
  private static final String SHA256 =
      "187522088270dc38ac80639ee051445d3d2fe8899319a0abf4dc43b9b826ad6c";

  @Test
  void aServiceThatHasOnlyTheHashKnowsTheTokenAndCannotSendIt() {
    var hashed = new AdminToken(null, SHA256);
    assertTrue(hashed.is(TOKEN));
    assertFalse(hashed.is(TOKEN + "t"));
    assertFalse(hashed.is(SHA256));
    assertThrows(IllegalStateException.class, hashed::sent);
  }

  @Test
  void theHashFollowsFromTheToken() {
    var token = new AdminToken(TOKEN, null);
    assertEquals(SHA256, token.sha256());
    assertEquals(TOKEN, token.sent());
    assertTrue(token.is(TOKEN));
  }

  @Test
  void whatIsMissingShortOrContradictoryIsRefused() {
    refused(null, null, "aviary.admin.token, or its hash");
    refused("x".repeat(15), null, "shorter than 16");
    refused(null, SHA256.toUpperCase(Locale.ROOT), "64 lower-case");
    refused(TOKEN, "0".repeat(64), "is not the hash");
  }

  private static void refused(@Nullable String token, @Nullable String sha256, String reason) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> new AdminToken(token, sha256));
    assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal.toString());
  }
}
