package dev.aviary.contract.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SealingTest {
  private static final String KEY = "0123456789abcdef".repeat(4);
  private final Sealing sealing = new Sealing(KEY, "AVIARY_SECRETS_KEY");

  @Test
  void whatIsSealedIsOpenedWithTheSameKeyAndShowsNothing() {
    String sealed = sealing.seal("shop", "s3cret");
    assertTrue(sealed.matches("v1:[0-9a-f]{8}:[A-Za-z0-9+/=]+"), sealed);
    assertFalse(sealed.contains("s3cret"));
    assertEquals("s3cret", sealing.open("shop", "the secrets", sealed));
    assertNotEquals(sealed, sealing.seal("shop", "s3cret"), "the nonce is another each time");
  }

  @Test
  void anotherKeyIsNamedAndTheFormerAskedFor() {
    String sealed = sealing.seal("shop", "s3cret");
    var other = new Sealing("f".repeat(64), "AVIARY_SECRETS_KEY");
    var refused =
        assertThrows(SealedException.class, () -> other.open("shop", "the secrets", sealed));
    assertTrue(
        String.valueOf(refused.getMessage()).contains(sealed.split(":", -1)[1]),
        refused.getMessage());
    assertTrue(
        String.valueOf(refused.getMessage()).contains("AVIARY_SECRETS_KEY"), refused.getMessage());
  }

  @Test
  void aValueOfAnotherAppOrThatWasTouchedIsNotOpened() {
    String sealed = sealing.seal("shop", "s3cret");
    assertThrows(SealedException.class, () -> sealing.open("other", "the secrets", sealed));
    String touched =
        sealed.substring(0, 20) + (sealed.charAt(20) == 'A' ? 'B' : 'A') + sealed.substring(21);
    assertThrows(SealedException.class, () -> sealing.open("shop", "the secrets", touched));
    for (String broken : new String[] {"", "s3cret", "v2:00000000:AAAA", sealed.substring(0, 20)}) {
      assertThrows(SealedException.class, () -> sealing.open("shop", "the secrets", broken));
    }
  }
}
