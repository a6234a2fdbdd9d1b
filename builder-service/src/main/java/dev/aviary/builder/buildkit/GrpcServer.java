package dev.aviary.builder.buildkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers gRPC calls (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md), each on a
 * thread of its own. Messages are not compressed, because nothing here says that they may be.
 */
final class GrpcServer extends ChannelInboundHandlerAdapter {
  /** Bytes of a message that a caller may send; what BuildKit asks has a few hundred. */
  static final int LARGEST = 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(GrpcServer.class);
  private static final int PREFIX = 5;
  private static final byte[] END = {};

  private final GrpcService service;
  private final Map<Http2FrameStream, Call> calls = new HashMap<>();
  private @Nullable Http2Connection connection;

  GrpcServer(GrpcService service) {
    this.service = service;
  }

  void answerOn(Http2Connection there) {
    connection = there;
  }

  /** What came of one call, not yet read. */
  private record Call(BlockingQueue<byte[]> received, ByteBuf begun, Thread thread) {}

  @Override
  public void channelRead(ChannelHandlerContext context, Object frame) {
    try {
      switch (frame) {
        case Http2HeadersFrame headers -> begin(headers);
        case Http2DataFrame data -> data(context, data);
        case Http2ResetFrame reset -> end(reset.stream());
        default -> LOG.atTrace().addKeyValue("frame", frame).log("Ignored a frame");
      }
    } finally {
      ReferenceCountUtil.release(frame);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    calls.values().forEach(call -> call.thread().interrupt());
    calls.values().forEach(call -> call.begun().release());
    calls.clear();
  }

  private void begin(Http2HeadersFrame frame) {
    Http2FrameStream stream = frame.stream();
    var received = new LinkedBlockingQueue<byte[]>();
    Http2Headers headers = frame.headers();
    Thread thread =
        Thread.ofVirtual()
            .name("buildkit-session")
            .unstarted(() -> answer(stream, headers, received));
    calls.put(stream, new Call(received, Unpooled.buffer(), thread));
    thread.start();
    if (frame.isEndStream()) {
      received.add(END);
    }
  }

  private void data(ChannelHandlerContext context, Http2DataFrame frame) {
    Http2FrameStream stream = frame.stream();
    context.write(
        new DefaultHttp2WindowUpdateFrame(frame.initialFlowControlledBytes()).stream(stream));
    context.flush();
    Call call = calls.get(stream);
    if (call == null) {
      return;
    }
    call.begun().writeBytes(frame.content());
    if (!take(call)) {
      end(stream);
    } else if (frame.isEndStream()) {
      call.received().add(END);
    }
  }

  /** Cuts whole messages off; false when there is something that is none. */
  private static boolean take(Call call) {
    ByteBuf bytes = call.begun();
    while (bytes.readableBytes() >= PREFIX) {
      boolean compressed = bytes.getByte(bytes.readerIndex()) != 0;
      long length = bytes.getUnsignedInt(bytes.readerIndex() + 1);
      if (compressed || length > LARGEST) {
        return false;
      }
      if (bytes.readableBytes() < PREFIX + length) {
        break;
      }
      bytes.skipBytes(PREFIX);
      call.received().add(ByteBufUtil.getBytes(bytes.readBytes((int) length)));
    }
    bytes.discardReadBytes();
    return true;
  }

  private void end(Http2FrameStream stream) {
    Call call = calls.remove(stream);
    if (call != null) {
      call.begun().release();
      call.thread().interrupt();
    }
  }

  private void answer(
      Http2FrameStream stream, Http2Headers headers, BlockingQueue<byte[]> received) {
    var replies = new Replies(stream);
    try {
      GrpcStatus status = service.call(headers, received, replies::message);
      replies.end(status);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LOG.atDebug()
          .setCause(e)
          .addKeyValue("call", headers.path())
          .log("A call of BuildKit failed");
      replies.fail(String.valueOf(e.getMessage()));
    }
  }

  /** The answer to one call. */
  private final class Replies {
    private final Http2FrameStream stream;
    private boolean begun;

    Replies(Http2FrameStream stream) {
      this.stream = stream;
    }

    void message(byte[] message) throws IOException, InterruptedException {
      begin();
      ByteBuf bytes = Unpooled.buffer(PREFIX + message.length);
      bytes.writeByte(0).writeInt(message.length).writeBytes(message);
      there().send(new DefaultHttp2DataFrame(bytes, false).stream(stream));
    }

    void end(GrpcStatus status) throws IOException, InterruptedException {
      begin();
      var trailers = new DefaultHttp2Headers().setInt("grpc-status", status.code());
      if (!status.message().isEmpty()) {
        trailers.set("grpc-message", status.encoded());
      }
      there().send(new DefaultHttp2HeadersFrame(trailers, true).stream(stream));
    }

    void fail(String reason) {
      try {
        end(new GrpcStatus(GrpcStatus.UNKNOWN, reason));
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      } catch (IOException gone) {
        LOG.atDebug().setCause(gone).log("BuildKit no longer waits for the answer to its call");
      }
    }

    private void begin() throws IOException, InterruptedException {
      if (!begun) {
        begun = true;
        var headers =
            new DefaultHttp2Headers().status("200").set("content-type", "application/grpc");
        there().send(new DefaultHttp2HeadersFrame(headers, false).stream(stream));
      }
    }

    private Http2Connection there() throws IOException {
      if (connection == null) {
        throw new IOException("the session has not begun");
      }
      return connection;
    }
  }
}
