package dev.aviary.builder.source;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * The keys that the ssh servers of each app's repository had when Aviary met them first: a line
 * each, the server and its key as in OpenSSH's {@code known_hosts}.
 */
@Singleton
final class KnownHosts {
  /** Of their text among those of the app. */
  static final String NAME = "known-hosts";

  private final AppTexts texts;

  KnownHosts(AppTexts texts) {
    this.texts = texts;
  }

  List<String> lines(String app) {
    return text(app).map(text -> text.lines().toList()).orElse(List.of());
  }

  private Optional<String> text(String app) {
    try {
      return texts.find(app, NAME);
    } catch (IOException e) {
      throw new IllegalStateException("the known hosts of " + app + " cannot be read", e);
    }
  }

  /**
   * The keys that a server is known by.
   *
   * @param server as OpenSSH writes it: {@code host}, or {@code [host]:port} beside port 22
   */
  List<PublicKey> of(String app, String server) {
    return lines(app).stream()
        .filter(line -> line.startsWith(server + " "))
        .map(line -> key(line.substring(server.length() + 1)))
        .toList();
  }

  void add(String app, String server, PublicKey key) {
    String line = server + " " + PublicKeyEntry.toString(key) + "\n";
    try {
      String before;
      do {
        before = text(app).orElse(null);
      } while (!texts.replace(app, NAME, before, (before == null ? "" : before) + line));
    } catch (IOException e) {
      throw new IllegalStateException("the key of " + server + " cannot be kept", e);
    }
  }

  void forget(String app) throws IOException {
    texts.forget(app, NAME);
  }

  private static PublicKey key(String entry) {
    try {
      return PublicKeyEntry.parsePublicKeyEntry(entry)
          .resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("not the key of a server: " + entry, e);
    }
  }
}
