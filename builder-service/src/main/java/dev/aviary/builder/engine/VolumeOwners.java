package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.aviary.builder.engine.ContainerUsers.ContainerUser;
import dev.aviary.builder.engine.ContainerUsers.UnknownUserException;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.VolumeMount;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a new volume to the user that the app runs as. Docker gives it to root where the image has
 * nothing at its path, and an app that is not root could not write there.
 */
@Singleton
final class VolumeOwners {
  private static final Logger LOG = LoggerFactory.getLogger(VolumeOwners.class);

  /** An older volume is left alone: its owner may have changed what it is. */
  private static final Duration NEW = Duration.ofMinutes(10);

  private final DockerClient docker;
  private final ContainerUsers users;
  private final Instance instance;
  private final InstantSource clock;

  VolumeOwners(DockerClient docker, ContainerUsers users, Instance instance, InstantSource clock) {
    this.docker = docker;
    this.users = users;
    this.instance = instance;
    this.clock = clock;
  }

  /**
   * Does it for the volumes that are new, empty and root's.
   *
   * @param container made and not started
   */
  void give(String container, AppSpec spec) {
    var fresh =
        spec.run().volumes().stream()
            .map(VolumeMount::of)
            .filter(volume -> isNew(AppVolumes.name(instance, spec.name(), volume.name())))
            .toList();
    if (fresh.isEmpty()) {
      return;
    }
    try {
      ContainerUser user = users.of(container);
      if (user.user() != 0) {
        fresh.stream()
            .filter(volume -> isEmptyOfRoot(container, volume.path()))
            .forEach(volume -> give(container, volume, user));
      }
    } catch (UnknownUserException e) {
      // The engine says so when the container is started.
    }
  }

  private boolean isNew(String volume) {
    try {
      Object made = docker.inspectVolumeCmd(volume).exec().getRawValues().get("CreatedAt");
      return OffsetDateTime.parse(String.valueOf(made))
          .toInstant()
          .plus(NEW)
          .isAfter(clock.instant());
    } catch (NotFoundException | DateTimeParseException e) {
      return false;
    }
  }

  private boolean isEmptyOfRoot(String container, String path) {
    try (InputStream answer = docker.copyArchiveFromContainerCmd(container, path).exec();
        var tar = new TarArchiveInputStream(answer)) {
      TarArchiveEntry folder = tar.getNextEntry();
      return folder != null
          && folder.isDirectory()
          && folder.getLongUserId() == 0
          && folder.getLongGroupId() == 0
          && tar.getNextEntry() == null;
    } catch (NotFoundException none) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void give(String container, VolumeMount volume, ContainerUser user) {
    docker
        .copyArchiveToContainerCmd(container)
        .withTarInputStream(new ByteArrayInputStream(folder(volume.path(), user)))
        .withRemotePath("/")
        .exec();
    LOG.atInfo()
        .addKeyValue("volume", volume)
        .addKeyValue("container", container)
        .addKeyValue("user", user.user())
        .addKeyValue("group", user.group())
        .log("Made the app's user the owner of a new volume");
  }

  /** The engine takes a folder that is there for the one in the archive, and its owner with it. */
  private static byte[] folder(String path, ContainerUser user) {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      var entry = new TarArchiveEntry(path.substring(1) + "/");
      entry.setMode(TarArchiveEntry.DEFAULT_DIR_MODE);
      entry.setUserId(user.user());
      entry.setGroupId(user.group());
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
