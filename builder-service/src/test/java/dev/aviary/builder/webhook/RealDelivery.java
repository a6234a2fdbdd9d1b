package dev.aviary.builder.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The delivery that Travis CI itself signed. */
final class RealDelivery {
  static final String FORM = load("passed-master-push.body");
  static final String SIGNATURE = load("passed-master-push.signature");
  static final String KEY = load("travis-ci-org-public-key.pem");

  private RealDelivery() {}

  static byte[] payload() {
    return TravisForm.payload(FORM).orElseThrow();
  }

  private static String load(String name) {
    try (var in = RealDelivery.class.getResourceAsStream("/travis/" + name)) {
      return new String(
          Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
