package dev.aviary.builder.buildkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2Frame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The server's side of HTTP/2 (RFC 9113) on a connection that is there already. One thread reads;
 * any may send. Netty's codec does the protocol between the two, without an event loop.
 */
final class Http2Connection implements AutoCloseable {
  private static final int BUFFER = 32 * 1024;

  private final SocketChannel socket;
  private final EmbeddedChannel codec;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean closed;

  /**
   * @param handler takes the frames that come; it must not wait
   */
  Http2Connection(SocketChannel socket, ChannelHandler handler) {
    this.socket = socket;
    this.codec = new EmbeddedChannel(Http2FrameCodecBuilder.forServer().build(), handler);
  }

  /** Reads until the other side ends, or this one is closed. */
  void read() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    flush();
    while (socket.read(buffer) >= 0) {
      buffer.flip();
      ByteBuf copy = Unpooled.copiedBuffer(buffer);
      buffer.clear();
      lock.lock();
      try {
        codec.writeInbound(copy);
      } finally {
        lock.unlock();
      }
      flush();
    }
  }

  /**
   * Sends a frame, and waits until the other side has room for it.
   *
   * @throws IOException when the connection has ended
   */
  void send(Http2Frame frame) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      ChannelFuture sent = codec.writeOneOutbound(frame);
      codec.flushOutbound();
      flush();
      while (!sent.isDone() && !closed) {
        changed.await();
      }
      if (!sent.isSuccess()) {
        throw new IOException("BuildKit ended its session", sent.cause());
      }
    } finally {
      lock.unlock();
    }
  }

  private void flush() throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new EOFException("the session is over");
      }
      for (ByteBuf bytes = codec.readOutbound(); bytes != null; bytes = codec.readOutbound()) {
        write(bytes);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void write(ByteBuf bytes) throws IOException {
    try {
      for (ByteBuffer part : bytes.nioBuffers()) {
        while (part.hasRemaining()) {
          socket.write(part);
        }
      }
    } finally {
      bytes.release();
    }
  }

  @Override
  public void close() throws IOException {
    // First, so that whoever writes gives the lock back.
    socket.close();
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        codec.finishAndReleaseAll();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }
}
