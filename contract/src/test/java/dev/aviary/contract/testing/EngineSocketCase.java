package dev.aviary.contract.testing;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A Docker engine behind a socket file, as everywhere in production, that takes connections. */
public abstract class EngineSocketCase {
  @TempDir private Path directory;

  /** What it answers is up to the test: until it accepts, nothing. */
  protected ServerSocketChannel engine;

  @BeforeEach
  void listen() throws IOException {
    engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    engine.bind(UnixDomainSocketAddress.of(socket()));
  }

  @AfterEach
  void close() throws IOException {
    engine.close();
  }

  /** Its address, as the services' settings have it. */
  protected String host() {
    return "unix://" + socket();
  }

  private Path socket() {
    return directory.resolve("engine.sock");
  }
}
