#!/usr/bin/env bash
# netty-codec-http2 4.2.16: a client that cancels one stream sends a RST_STREAM for every frame that was on its way.
#
# RFC 9113, section 5.1, wants frames on a stream that this side has reset to be ignored, and Netty does so while it knows
# the stream (Http2Stream.isResetSent). But it forgets the stream as soon as the reset is written to the socket: what the
# server sent before it read the reset then belongs to an unknown stream, which is a stream error, and that is answered
# with another RST_STREAM. A fast stream of small messages (gRPC, events) that is cancelled once costs hundreds of resets.
# Servers count resets: Netty's own ends a connection by default after 200 of a client within 30 s, with all its streams.
#
# Seen (the server sends 100 more DATA frames of 1 byte after it got the reset, as if they had been on their way):
#   streams cancelled: 1, RST_STREAM frames that the server got: 101
#
# Needs bash, mvn, and a JDK of 17 or newer.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/pom.xml" <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.netty</groupId><artifactId>netty-codec-http2</artifactId><version>4.2.16.Final</version></dependency>
  </dependencies>
</project>
END
timeout 100 mvn -B -q -ntp -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib" >"$work/mvn.log" 2>&1 ||
  { cat "$work/mvn.log"; exit 2; }
cat >"$work/Main.java" <<'END'
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.io.DataInputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

public class Main {
  static final int LATE = 100;

  public static void main(String[] arguments) throws Exception {
    try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
      var client =
          new Bootstrap()
              .group(group)
              .channel(NioSocketChannel.class)
              .handler(
                  new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                      channel.pipeline()
                          .addLast(
                              Http2FrameCodecBuilder.forClient().build(),
                              new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
                    }
                  })
              .connect(listening.getLocalSocketAddress())
              .sync()
              .channel();
      Http2StreamChannel stream =
          new Http2StreamChannelBootstrap(client).handler(new Canceller()).open().get();
      var head = new DefaultHttp2Headers().method("GET").scheme("http").authority("a").path("/");
      stream.writeAndFlush(new DefaultHttp2HeadersFrame(head, true));
      int resets;
      try (Socket server = listening.accept()) {
        server.setSoTimeout(20_000);
        resets = serve(new DataInputStream(server.getInputStream()), server.getOutputStream());
      }
      System.out.println("streams cancelled: 1, RST_STREAM frames that the server got: " + resets);
      System.exit(resets == LATE + 1 ? 0 : 1);
    }
  }

  /** Cancels its stream when the first data comes. */
  static final class Canceller extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
      if (frame instanceof Http2DataFrame) {
        ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL));
      }
      ReferenceCountUtil.release(frame);
    }
  }

  /** A server, frame by frame. It counts the resets until its PING, sent after the late frames, is answered. */
  static int serve(DataInputStream in, OutputStream out) throws Exception {
    in.readFully(new byte[24]);
    frame(out, 4, 0, 0);
    int resets = 0;
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      in.readFully(new byte[length]);
      if (type == 4 && (flags & 1) == 0) {
        frame(out, 4, 1, 0);
      } else if (type == 1) {
        // :status 200, from the static table.
        frame(out, 1, 4, stream, (byte) 0x88);
        frame(out, 0, 0, stream, (byte) 'x');
      } else if (type == 3 && ++resets == 1) {
        for (int i = 0; i < LATE; i++) {
          frame(out, 0, 0, stream, (byte) 'x');
        }
        frame(out, 6, 0, 0, new byte[8]);
      } else if (type == 6 && (flags & 1) == 1) {
        return resets;
      }
    }
  }

  static void frame(OutputStream out, int type, int flags, int stream, byte... payload)
      throws Exception {
    byte[] bytes = new byte[9 + payload.length];
    bytes[2] = (byte) payload.length;
    bytes[3] = (byte) type;
    bytes[4] = (byte) flags;
    bytes[8] = (byte) stream;
    System.arraycopy(payload, 0, bytes, 9, payload.length);
    out.write(bytes);
  }
}
END
timeout 60 java -cp "$work/lib/*" "$work/Main.java"
