package dev.aviary.builder.webhook;

import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.app.Check;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The posted form, of which only the field {@code payload} is read. */
final class TravisForm {
  private static final String FIELD = "payload=";

  private TravisForm() {}

  /**
   * The decoded bytes of the payload: what the signature covers.
   *
   * @throws BadValueException when an escape in it is none
   */
  static Optional<byte[]> payload(String form) {
    return Arrays.stream(form.split("&", -1))
        .filter(field -> field.startsWith(FIELD))
        .findFirst()
        .map(field -> decoded(field.substring(FIELD.length())));
  }

  /** As the URL standard's form parser does it, on bytes: nothing is taken for text yet. */
  private static byte[] decoded(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    var out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%') {
        out.write(escaped(bytes, i));
        i += 2;
      } else {
        out.write(bytes[i] == '+' ? ' ' : bytes[i]);
      }
    }
    return out.toByteArray();
  }

  private static int escaped(byte[] bytes, int at) {
    int high = at + 2 < bytes.length ? Character.digit(bytes[at + 1], 16) : -1;
    int low = at + 2 < bytes.length ? Character.digit(bytes[at + 2], 16) : -1;
    Check.that(
        high >= 0 && low >= 0, "the form is not well encoded: two digits must follow each %");
    return high * 16 + low;
  }
}
