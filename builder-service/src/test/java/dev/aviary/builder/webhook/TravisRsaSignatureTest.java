package dev.aviary.builder.webhook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.BadValueException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TravisRsaSignatureTest {
  private static final PublicKey TRAVIS = PublicKeys.read(RealDelivery.KEY);
  private static final TravisRsaSignature SIGNATURE =
      TravisRsaSignature.ofBase64(RealDelivery.SIGNATURE);

  @Test
  void theDeliveryThatTravisSignedIsGenuine() {
    assertTrue(SIGNATURE.covers(RealDelivery.payload(), TRAVIS));
  }

  @Test
  void anyTamperedByteIsSeen() {
    byte[] payload = RealDelivery.payload();
    for (int at = 0; at < payload.length; at += 97) {
      byte[] tampered = payload.clone();
      tampered[at] ^= 1;
      assertFalse(SIGNATURE.covers(tampered, TRAVIS), "byte " + at);
    }
  }

  @Test
  void aSignatureOfAnotherSizeIsNone() {
    assertFalse(TravisRsaSignature.ofBase64("YWJj").covers(RealDelivery.payload(), TRAVIS));
  }

  @Test
  void aKeyMayHaveEscapedLineEndsAsInAnEnvironmentVariable() {
    assertEquals(TRAVIS, PublicKeys.read(RealDelivery.KEY.replace("\n", "\\n")));
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertThrows(BadValueException.class, () -> PublicKeys.read("no key"));
    assertThrows(BadValueException.class, () -> PublicKeys.read("YWJj"));
  }

  @Test
  void thePayloadIsDecodedAsAForm() {
    assertArrayEquals(
        "{\"a\": \"b c+d ü\"}".getBytes(StandardCharsets.UTF_8),
        TravisForm.payload("x=1&payload=%7B%22a%22%3a+%22b+c%2Bd%20%C3%BC%22%7D&payload=2")
            .orElseThrow());
  }

  @Test
  void aFormWithoutPayloadHasNone() {
    assertEquals(Optional.empty(), TravisForm.payload("xpayload=1&y=2"));
  }

  @Test
  void aBrokenEscapeIsRefused() {
    for (String form : new String[] {"payload=%", "payload=%4", "payload=a%zz"}) {
      assertThrows(BadValueException.class, () -> TravisForm.payload(form), form);
    }
  }
}
