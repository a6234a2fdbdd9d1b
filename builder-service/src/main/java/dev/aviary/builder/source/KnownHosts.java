package dev.aviary.builder.source;

import dev.aviary.contract.file.DataFile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/**
 * The keys that the ssh servers of each app's repository had when Aviary met them first: a line
 * each, the server and its key as in OpenSSH's {@code known_hosts}.
 */
@Singleton
final class KnownHosts {
  private final Path folder;
  private final ReentrantLock writing = new ReentrantLock();

  KnownHosts(SourceSettings settings) {
    this.folder = settings.keys();
  }

  List<String> lines(String app) {
    try {
      return file(app).read().map(text -> text.lines().toList()).orElse(List.of());
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
    writing.lock();
    try {
      String before = file(app).read().orElse("");
      file(app).write(before + server + " " + PublicKeyEntry.toString(key) + "\n");
    } catch (IOException e) {
      throw new IllegalStateException("the key of " + server + " cannot be kept", e);
    } finally {
      writing.unlock();
    }
  }

  void forget(String app) throws IOException {
    Files.deleteIfExists(path(app));
  }

  private static PublicKey key(String entry) {
    try {
      return PublicKeyEntry.parsePublicKeyEntry(entry)
          .resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("not the key of a server: " + entry, e);
    }
  }

  private DataFile file(String app) {
    return new DataFile(path(app));
  }

  private Path path(String app) {
    return folder.resolve(app + ".known-hosts");
  }
}
