package dev.aviary.builder.source;

import dev.aviary.builder.source.RepositoryAddress.Scheme;
import dev.aviary.contract.app.BadValueException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The address of a submodule. It must be on the server of the repository that names it, because
 * anyone who may push a branch can write the address, and the app's credentials are sent to it.
 */
final class SubmoduleAddress {
  private SubmoduleAddress() {}

  /**
   * The address to fetch from; nothing when it is on another server.
   *
   * @param url as {@code .gitmodules} gives it; relative ones are resolved as git does
   *     (git-submodule, "add")
   */
  static Optional<RepositoryAddress> of(String url, RepositoryAddress parent) {
    if (url.startsWith("./") || url.startsWith("../")) {
      return relative(url, parent);
    }
    RepositoryAddress named;
    try {
      named = RepositoryAddress.of(url);
    } catch (BadValueException e) {
      return Optional.empty();
    }
    if (!named.host().equals(parent.host())) {
      return Optional.empty();
    }
    if (named.scheme() == parent.scheme()) {
      return Optional.of(
              named.withLogin(named.server().equals(parent.server()) ? parent.login() : null))
          .filter(address -> isNear(address, parent));
    }
    // The way that the app has is taken: many repositories name their submodules by ssh only.
    return parent.isHttp() && named.scheme() == Scheme.SSH
        ? on(parent, path(named.path()))
        : Optional.of(named.withLogin(null));
  }

  private static Optional<RepositoryAddress> relative(String url, RepositoryAddress parent) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : parent.path().split("/", -1)) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    for (String part : url.split("/", -1)) {
      switch (part) {
        case "", "." -> {}
        case ".." -> {
          if (parts.pollLast() == null) {
            return Optional.empty();
          }
        }
        default -> parts.add(part);
      }
    }
    return on(parent, "/" + String.join("/", parts));
  }

  private static Optional<RepositoryAddress> on(RepositoryAddress parent, String path) {
    try {
      return Optional.of(parent.withPath(path)).filter(address -> isNear(address, parent));
    } catch (BadValueException e) {
      return Optional.empty();
    }
  }

  /** Of the disk only the folder that the repository lies in, and what is below, is open. */
  private static boolean isNear(RepositoryAddress address, RepositoryAddress parent) {
    if (parent.scheme() != Scheme.FILE) {
      return true;
    }
    Path folder = Path.of(parent.path()).normalize().getParent();
    return folder != null && Path.of(address.path()).normalize().startsWith(folder);
  }

  private static String path(String path) {
    return path.startsWith("/") ? path : "/" + path;
  }
}
