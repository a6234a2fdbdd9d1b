package dev.aviary.builder.source;

import dev.aviary.contract.seal.Sealing;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * The deploy key of each app: Ed25519, made when it is first asked for, and kept sealed. A key that
 * is lost has to be given to the git server again by hand.
 */
@Singleton
final class DeployKeys {
  /** Of its text among those of the app. */
  static final String NAME = "key";

  private static final int BITS = 256;
  private static final String WHAT = "deploy keys";

  private final AppTexts texts;
  private final Sealing sealing;

  DeployKeys(AppTexts texts, Sealing sealing) {
    this.texts = texts;
    this.sealing = sealing;
  }

  /**
   * The key of an app.
   *
   * @throws dev.aviary.contract.seal.SealedException when it was sealed with another key
   */
  DeployKey of(String app) {
    try {
      String sealed = texts.find(app, NAME).orElse(null);
      // Another builder may make one at the same time: one of the two stays.
      while (sealed == null) {
        String made = made(app);
        sealed = texts.replace(app, NAME, null, made) ? made : texts.find(app, NAME).orElse(null);
      }
      return new DeployKey(app, read(sealing.open(app, WHAT, sealed), app));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the deploy key of " + app + " cannot be read or made", e);
    }
  }

  /** Deletes the key of an app that gets another one. */
  void forget(String app) throws IOException {
    texts.forget(app, NAME);
  }

  private String made(String app) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, BITS);
    var text = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "aviary-" + app, null, text);
    return sealing.seal(app, text.toString(StandardCharsets.UTF_8));
  }

  private static KeyPair read(String text, String app)
      throws IOException, GeneralSecurityException {
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    for (KeyPair pair :
        SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(app), in, null)) {
      return pair;
    }
    throw new IOException("no key is kept");
  }
}
