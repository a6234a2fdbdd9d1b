package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.aviary.builder.secret.SealedException;
import dev.aviary.builder.secret.SecretName;
import dev.aviary.builder.secret.SecretVault;
import dev.aviary.contract.app.Release;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Puts the secrets of a release into a container before it is started, as files that only the
 * container's user may read. The engine's archive call takes them, so neither labels nor
 * environment nor {@code docker inspect} show them, and they go with the container.
 */
@Singleton
final class SecretFiles {
  private static final String USERS = "/etc/passwd";

  /** A longer list of users is none. */
  private static final int LONGEST = 1024 * 1024;

  private static final int READABLE_BY_OWNER = 0400;
  private static final int FOLDER_MODE = TarArchiveEntry.DEFAULT_DIR_MODE;

  private final DockerClient docker;
  private final SecretVault vault;

  SecretFiles(DockerClient docker, SecretVault vault) {
    this.docker = docker;
    this.vault = vault;
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
            .withTarInputStream(new ByteArrayInputStream(archive(secrets, owner(container))))
            .withRemotePath("/")
            .exec();
      }
      return Optional.empty();
    } catch (SealedException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (UnknownUserException e) {
      return Optional.of(
          "%s has no user %s, who is to read the secrets; give its number as user"
              .formatted(USERS, e.getMessage()));
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

  private static final class UnknownUserException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownUserException(String user) {
      super(user, null, false, false);
    }
  }

  /** The number of the container's user: its own, else that of the image. */
  private long owner(String container) {
    var config = docker.inspectContainerCmd(container).exec().getConfig();
    String user = Objects.requireNonNullElse(config.getUser(), "");
    String name = user.substring(0, user.indexOf(':') < 0 ? user.length() : user.indexOf(':'));
    if (name.isEmpty() || name.equals("root")) {
      return 0;
    }
    return name.matches("[0-9]{1,10}") ? Long.parseLong(name) : named(container, name);
  }

  private long named(String container, String name) {
    return users(container)
        .lines()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > 2 && fields[0].equals(name))
        .filter(fields -> fields[2].matches("[0-9]{1,10}"))
        .map(fields -> Long.parseLong(fields[2]))
        .findFirst()
        .orElseThrow(() -> new UnknownUserException(name));
  }

  private String users(String container) {
    try (InputStream answer = docker.copyArchiveFromContainerCmd(container, USERS).exec();
        var tar = new TarArchiveInputStream(answer)) {
      return tar.getNextEntry() == null
          ? ""
          : new String(tar.readNBytes(LONGEST), StandardCharsets.UTF_8);
    } catch (NotFoundException none) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
