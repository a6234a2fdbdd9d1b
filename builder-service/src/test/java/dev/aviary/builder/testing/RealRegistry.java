package dev.aviary.builder.testing;

import static dev.aviary.contract.testing.Eventually.eventually;

import dev.aviary.contract.testing.RealRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Debian's docker-registry on loopback, which engines take without TLS. */
public final class RealRegistry implements AutoCloseable {
  public static final String USER = "ada";
  public static final String PASSWORD = "geheim";

  /** Made by {@code htpasswd -nbB}: registries take bcrypt alone. */
  private static final String ENTRY =
      "ada:$2y$05$m6xZyBIitEUo10UxntEjbOKDlvR2GOE0b5IwpiBf1A1eHnvF2Evae\n";

  private final Process process;
  private final int port;

  private RealRegistry(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * @param guarded whether it asks for a password
   */
  public static RealRegistry start(Path folder, boolean guarded) {
    int port = RealRedis.freePort();
    try {
      Files.createDirectories(folder);
      Path users = Files.writeString(folder.resolve("htpasswd"), ENTRY);
      String auth = "auth:\n  htpasswd:\n    realm: test\n    path: %s\n".formatted(users);
      Path settings =
          Files.writeString(
              folder.resolve("config.yml"),
              """
              version: 0.1
              log: {level: warn}
              storage:
                filesystem: {rootdirectory: %s}
              http: {addr: 127.0.0.1:%d}
              %s\
              """
                  .formatted(folder.resolve("data"), port, guarded ? auth : ""));
      Process process =
          new ProcessBuilder("docker-registry", "serve", settings.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      eventually("the registry listens on " + port, () -> listens(port));
      return new RealRegistry(process, port);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "docker-registry cannot be started; install Debian's package of that name", e);
    }
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  private static boolean listens(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
