package dev.aviary.monitor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Passes connections on to a server, and can cut it off while the server itself goes on. */
public final class Relay implements AutoCloseable {
  private final SocketAddress at;
  private final SocketAddress server;
  private final List<SocketChannel> channels = new CopyOnWriteArrayList<>();
  private final AtomicReference<CountDownLatch> held = new AtomicReference<>(new CountDownLatch(0));
  private @Nullable ServerSocketChannel listener;

  public Relay(SocketAddress at, SocketAddress server) {
    this.at = at;
    this.server = server;
  }

  public Relay open() {
    try {
      var opened = ServerSocketChannel.open(family(at));
      opened.bind(at);
      listener = opened;
      Thread.ofVirtual().start(() -> accept(opened));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends every connection and takes no new one. */
  public void cut() {
    try {
      if (listener != null) {
        listener.close();
      }
      if (at instanceof UnixDomainSocketAddress file) {
        Files.deleteIfExists(file.getPath());
      }
      for (SocketChannel channel : channels) {
        channel.close();
      }
      channels.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes connections and passes nothing on, as a server that hangs. */
  public void hang() {
    held.set(new CountDownLatch(1));
  }

  public void goOn() {
    held.get().countDown();
  }

  @Override
  public void close() {
    goOn();
    cut();
  }

  private void accept(ServerSocketChannel opened) {
    try {
      while (true) {
        SocketChannel client = opened.accept();
        SocketChannel target = SocketChannel.open(family(server));
        channels.add(client);
        channels.add(target);
        target.connect(server);
        Thread.ofVirtual().start(() -> pass(client, target));
        Thread.ofVirtual().start(() -> pass(target, client));
      }
    } catch (IOException cut) {
      // The listener was closed: no connection is wanted any more.
    }
  }

  private void pass(SocketChannel from, SocketChannel to) {
    var buffer = ByteBuffer.allocate(8192);
    try (from;
        to) {
      while (from.read(buffer) >= 0) {
        held.get().await();
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
    } catch (InterruptedException | IOException ended) {
      // Either side ended the connection; leaving this method ends the other one.
    }
  }

  private static StandardProtocolFamily family(SocketAddress address) {
    return address instanceof UnixDomainSocketAddress
        ? StandardProtocolFamily.UNIX
        : StandardProtocolFamily.INET;
  }
}
