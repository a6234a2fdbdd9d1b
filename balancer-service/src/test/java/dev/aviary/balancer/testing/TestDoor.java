package dev.aviary.balancer.testing;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The door as it runs beside the balancers, on a Unix socket of its own. */
public final class TestDoor implements AutoCloseable {
  private static final String PROGRAM = "../deploy/images/door/door";

  private final Path socket;
  private Process process;

  private TestDoor(Path socket) throws Exception {
    this.socket = socket;
    open();
  }

  public static TestDoor start() throws Exception {
    return new TestDoor(Files.createTempDirectory("door").resolve("door.sock"));
  }

  private void open() throws Exception {
    process = new ProcessBuilder("python3", PROGRAM, socket.toString()).inheritIO().start();
    Await.until("the door answers", () -> status().startsWith("accepting"));
  }

  /** Kills it, and starts another one in its place. */
  public void startAnew() throws Exception {
    close();
    open();
  }

  public String path() {
    return socket.toString();
  }

  /** How many balancers accept, and the addresses of the sockets, a line each. */
  public String status() {
    try (var peer = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      peer.connect(UnixDomainSocketAddress.of(socket));
      peer.write(ByteBuffer.wrap("status\n".getBytes(StandardCharsets.US_ASCII)));
      var said = ByteBuffer.allocate(4_096);
      while (peer.read(said) >= 0) {}
      return new String(said.array(), 0, said.position(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() throws Exception {
    process.destroyForcibly().waitFor();
  }
}
