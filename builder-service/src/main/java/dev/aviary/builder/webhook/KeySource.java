package dev.aviary.builder.webhook;

import java.io.IOException;
import java.security.PublicKey;

/** Where the key comes from. */
@FunctionalInterface
interface KeySource {

  /**
   * @throws IOException when it cannot be had now; the message says why
   */
  PublicKey fetch() throws IOException;
}
