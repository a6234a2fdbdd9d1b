package dev.aviary.builder.source;

import dev.aviary.contract.file.DataFile;
import dev.aviary.contract.seal.Sealing;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * The deploy key of each app: Ed25519, made when it is first asked for, and kept in a file of the
 * builder's own that no other user may read. It is not in Redis: a key that is lost has to be given
 * to the git server again by hand.
 */
@Singleton
final class DeployKeys {
  private static final int BITS = 256;
  private static final String WHAT = "deploy keys";

  private final Path folder;
  private final Sealing sealing;
  private final ReentrantLock making = new ReentrantLock();

  DeployKeys(SourceSettings settings, Sealing sealing) {
    this.folder = settings.keys();
    this.sealing = sealing;
  }

  /**
   * The key of an app.
   *
   * @throws dev.aviary.contract.seal.SealedException when it was sealed with another key
   */
  DeployKey of(String app) {
    making.lock();
    try {
      DataFile file = file(app);
      Optional<String> kept = file.read();
      return new DeployKey(
          app,
          kept.isPresent() ? read(sealing.open(app, WHAT, kept.get()), file) : make(app, file));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the deploy key of " + app + " cannot be read or made", e);
    } finally {
      making.unlock();
    }
  }

  /** Deletes the key of an app that was removed, or gets another key. */
  void forget(String app) throws IOException {
    Files.deleteIfExists(path(app));
  }

  private KeyPair make(String app, DataFile file) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, BITS);
    var text = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "aviary-" + app, null, text);
    file.write(sealing.seal(app, text.toString(StandardCharsets.UTF_8)));
    return pair;
  }

  private static KeyPair read(String text, DataFile file)
      throws IOException, GeneralSecurityException {
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    for (KeyPair pair :
        SecurityUtils.loadKeyPairIdentities(
            null, NamedResource.ofName(file.toString()), in, null)) {
      return pair;
    }
    throw new IOException(file + " holds no key");
  }

  private DataFile file(String app) {
    return new DataFile(path(app));
  }

  private Path path(String app) {
    return folder.resolve(app + ".key");
  }
}
