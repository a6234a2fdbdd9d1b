package dev.aviary.builder.source;

import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/**
 * The key by which an app's repository is fetched over ssh.
 *
 * @param app whose it is
 */
record DeployKey(String app, KeyPair pair) {

  /** The public half as a line of OpenSSH's {@code authorized_keys}, which git servers take. */
  String line() {
    return PublicKeyEntry.toString(pair.getPublic()) + " aviary-" + app;
  }

  /** As {@code ssh-keygen -l} shows it: {@code SHA256:...}. */
  String fingerprint() {
    return KeyUtils.getFingerPrint(pair.getPublic());
  }

  @Override
  public String toString() {
    return line();
  }
}
