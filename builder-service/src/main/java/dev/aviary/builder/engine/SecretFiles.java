package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import dev.aviary.builder.engine.ContainerUsers.UnknownUserException;
import dev.aviary.builder.secret.SecretName;
import dev.aviary.builder.secret.SecretVault;
import dev.aviary.contract.app.Release;
import dev.aviary.contract.seal.SealedException;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Puts the secrets of a release into a container before it is started, as files that only the
 * container's user may read. The engine's archive call takes them, so neither labels nor
 * environment nor {@code docker inspect} show them, and they go with the container.
 */
@Singleton
final class SecretFiles {
  private static final int READABLE_BY_OWNER = 0400;
  private static final int FOLDER_MODE = TarArchiveEntry.DEFAULT_DIR_MODE;

  private final DockerClient docker;
  private final SecretVault vault;
  private final ContainerUsers users;

  SecretFiles(DockerClient docker, SecretVault vault, ContainerUsers users) {
    this.docker = docker;
    this.vault = vault;
    this.users = users;
  }

  /**
   * Writes them; doing it again changes nothing.
   *
   * @param container made and not started
   * @return what stands against it; nothing when they are there
   */
  Optional<String> give(String container, Release release) {
    try {
      Map<String, String> secrets = vault.of(release);
      if (!secrets.isEmpty()) {
        docker
            .copyArchiveToContainerCmd(container)
            .withTarInputStream(
                new ByteArrayInputStream(archive(secrets, users.of(container).user())))
            .withRemotePath("/")
            .exec();
      }
      return Optional.empty();
    } catch (SealedException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (UnknownUserException e) {
      return Optional.of(
          "%s has no user %s, who is to read the secrets; give its number as user"
              .formatted(ContainerUsers.USERS, e.getMessage()));
    }
  }

  private static byte[] archive(Map<String, String> secrets, long owner) {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      var folder = new TarArchiveEntry(SecretName.file("").substring(1));
      folder.setMode(FOLDER_MODE);
      tar.putArchiveEntry(folder);
      tar.closeArchiveEntry();
      for (Map.Entry<String, String> secret : new TreeMap<>(secrets).entrySet()) {
        byte[] value = secret.getValue().getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(SecretName.file(secret.getKey()).substring(1));
        entry.setMode(READABLE_BY_OWNER);
        entry.setUserId(owner);
        entry.setSize(value.length);
        tar.putArchiveEntry(entry);
        tar.write(value);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
