package dev.aviary.balancer.proxy.loop;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of a body on a stream of HTTP/2 that has arrived and is not read yet. The peer may send
 * as much as the stream's window holds, whether anybody reads or not. It is gathered in one buffer:
 * many small frames must not hold many buffers. Reading gives the bytes back to the window.
 */
public final class ReceivedBody {
  private final Consumer<HttpContent> reader;
  private final IntConsumer window;
  private @Nullable ByteBuf waiting;
  private @Nullable LastHttpContent end;
  private int unread;
  private boolean wanted;

  /**
   * @param reader takes over what is read
   * @param window is given bytes back
   */
  public ReceivedBody(Consumer<HttpContent> reader, IntConsumer window) {
    this.reader = reader;
    this.window = window;
  }

  /** Bytes arrived; {@link #pass} hands them on. */
  public void add(ByteBuf bytes) {
    if (!bytes.isReadable()) {
      return;
    }
    unread += bytes.readableBytes();
    if (waiting == null && wanted) {
      waiting = bytes.retain();
    } else if (waiting == null) {
      waiting = bytes.alloc().buffer(bytes.readableBytes()).writeBytes(bytes);
    } else {
      waiting.writeBytes(bytes);
    }
  }

  /** Nothing follows; {@link #pass} hands it on. */
  public void end(LastHttpContent last) {
    end = last;
  }

  /** Hands on what has arrived, if the reader has asked for it. */
  public void pass() {
    if (wanted) {
      handOver();
    }
  }

  /**
   * The reader asks for what comes next.
   *
   * @return whether something was held, which it has been given
   */
  public boolean read() {
    wanted = true;
    if (waiting == null && end == null) {
      giveBack();
      return false;
    }
    handOver();
    return true;
  }

  /** All of one read was handed on: the reader asks again. */
  public void readComplete() {
    wanted = false;
  }

  /** Whether the reader has asked. */
  public boolean wanted() {
    return wanted;
  }

  /** Bytes that were not given back to the window. */
  public int unread() {
    return unread;
  }

  /** The bytes that have arrived are not read. */
  public void discard() {
    if (waiting != null) {
      waiting.release();
      waiting = null;
    }
    giveBack();
  }

  private void handOver() {
    ByteBuf bytes = waiting;
    waiting = null;
    if (bytes != null) {
      reader.accept(new DefaultHttpContent(bytes));
    }
    LastHttpContent last = end;
    if (last != null) {
      end = null;
      reader.accept(last);
    }
  }

  private void giveBack() {
    if (unread > 0) {
      int bytes = unread;
      unread = 0;
      window.accept(bytes);
    }
  }
}
