package dev.aviary.builder.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * A socket before the real engine's: it writes down what is asked, and can hang, as an engine does
 * whose process is stopped: connections are taken and nothing is answered.
 */
public final class EngineSocket implements AutoCloseable {
  private static final Path ENGINE = Path.of("/var/run/docker.sock");
  private static final Pattern HEAD = Pattern.compile("\\A([A-Z]+ \\S+) HTTP/1\\.1\r\n");

  private final Path path;
  private final ServerSocketChannel server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
  private final ReentrantLock gate = new ReentrantLock();
  private final Condition opened = gate.newCondition();
  private boolean hangs;

  private EngineSocket(Path path, ServerSocketChannel server) {
    this.path = path;
    this.server = server;
  }

  /** Opens the socket in this folder. */
  public static EngineSocket in(Path folder) {
    try {
      Path path = folder.resolve("engine.sock");
      var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path));
      var socket = new EngineSocket(path, server);
      Thread.ofVirtual().start(socket::accept);
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the builder needs to reach it. */
  public String host() {
    return "unix://" + path;
  }

  /** Method and target of every request so far. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Nothing more gets through, in either direction. */
  public void hang() {
    set(true);
  }

  /** What was held up goes on. */
  public void goOn() {
    set(false);
  }

  private void set(boolean now) {
    gate.lock();
    try {
      hangs = now;
      opened.signalAll();
    } finally {
      gate.unlock();
    }
  }

  @Override
  public void close() {
    goOn();
    try {
      server.close();
      for (SocketChannel each : open) {
        each.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(ENGINE));
        open.add(client);
        open.add(engine);
        Thread.ofVirtual().start(() -> pump(client, engine, true));
        Thread.ofVirtual().start(() -> pump(engine, client, false));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void pump(SocketChannel from, SocketChannel to, boolean requests) {
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    try (from;
        to) {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        pass();
        if (requests) {
          writeDown(buffer);
        }
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
    } catch (IOException ended) {
      // One side left; so does the other.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private void pass() {
    gate.lock();
    try {
      while (hangs) {
        opened.awaitUninterruptibly();
      }
    } finally {
      gate.unlock();
    }
  }

  private void writeDown(ByteBuffer bytes) {
    var head = HEAD.matcher(StandardCharsets.ISO_8859_1.decode(bytes.duplicate()));
    if (head.find()) {
      asked.add(head.group(1));
    }
  }
}
