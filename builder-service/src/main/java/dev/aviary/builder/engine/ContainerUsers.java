package dev.aviary.builder.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Finds the numbers of the user that a container runs as, before it runs. */
@Singleton
final class ContainerUsers {
  /** Where an image keeps its users: passwd(5). */
  static final String USERS = "/etc/passwd";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
  private static final ContainerUser ROOT = new ContainerUser(0, 0);

  /** A longer list of users is none. */
  private static final int LONGEST = 1024 * 1024;

  private final DockerClient docker;

  ContainerUsers(DockerClient docker) {
    this.docker = docker;
  }

  /** The numbers of a user and of its first group. */
  record ContainerUser(long user, long group) {}

  /** A user by a name that the image does not know. */
  static final class UnknownUserException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnknownUserException(String user) {
      super(user, null, false, false);
    }
  }

  /**
   * The user of the container's own settings, else that of its image.
   *
   * @throws UnknownUserException when the image has no user of that name
   */
  ContainerUser of(String container) {
    var config = docker.inspectContainerCmd(container).exec().getConfig();
    String[] given = Objects.requireNonNullElse(config.getUser(), "").split(":", 2);
    String name = given[0];
    if (name.isEmpty() || name.equals("root") || name.equals("0")) {
      return ROOT;
    }
    ContainerUser known =
        find(container, name)
            .or(() ->
                NUMBER.matcher(name).matches()
                    ? Optional.of(new ContainerUser(Long.parseLong(name), 0))
                    : Optional.empty())
            .orElseThrow(() -> new UnknownUserException(name));
    return given.length > 1 && NUMBER.matcher(given[1]).matches()
        ? new ContainerUser(known.user(), Long.parseLong(given[1]))
        : known;
  }

  private Optional<ContainerUser> find(String container, String nameOrNumber) {
    return users(container)
        .lines()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > 3)
        .filter(fields -> fields[0].equals(nameOrNumber) || fields[2].equals(nameOrNumber))
        .filter(fields -> NUMBER.matcher(fields[2]).matches())
        .filter(fields -> NUMBER.matcher(fields[3]).matches())
        .map(fields -> new ContainerUser(Long.parseLong(fields[2]), Long.parseLong(fields[3])))
        .findFirst();
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
