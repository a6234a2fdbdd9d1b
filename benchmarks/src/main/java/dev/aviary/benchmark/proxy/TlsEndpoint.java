package dev.aviary.benchmark.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * A server of Netty's with one thread that answers 100 B over TLS 1.3, by BoringSSL or by the JDK:
 * a process that shows what that choice alone costs.
 *
 * <p>Arguments: a {@link SslProvider}, the port, the files of certificate and key.
 */
public final class TlsEndpoint {
  private static final byte[] BODY = "a".repeat(100).getBytes(StandardCharsets.US_ASCII);

  private TlsEndpoint() {}

  public static void main(String[] arguments) throws SSLException {
    SslContext tls =
        SslContextBuilder.forServer(new File(arguments[2]), new File(arguments[3]))
            .sslProvider(SslProvider.valueOf(arguments[0]))
            .protocols("TLSv1.3")
            .build();
    new ServerBootstrap()
        .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
        .channel(NioServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(
                        tls.newHandler(channel.alloc()), new HttpServerCodec(), new Answering());
              }
            })
        .bind(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]))
        .syncUninterruptibly();
  }

  /** Starts one with the balancer's libraries. */
  static Daemon start(
      Path root,
      OriginServers origins,
      SslProvider provider,
      int port,
      ServerCertificate certificate) {
    String classes =
        System.getProperty("java.class.path") + ":" + root + "/balancer-service/target/lib/*";
    List<String> command =
        List.of(
            BalancerLaunch.java().toString(),
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-XX:+UseCompactObjectHeaders",
            "-cp",
            classes,
            TlsEndpoint.class.getName(),
            provider.name(),
            Integer.toString(port),
            certificate.chain().toString(),
            certificate.key().toString());
    return origins.daemon("tls-" + provider, port, command.toArray(String[]::new));
  }

  private static final class Answering extends SimpleChannelInboundHandler<Object> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Object message) {
      if (message instanceof HttpRequest request) {
        var answer =
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(BODY));
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, BODY.length);
        boolean keep = HttpUtil.isKeepAlive(request);
        HttpUtil.setKeepAlive(answer, keep);
        var written = ctx.writeAndFlush(answer);
        if (!keep) {
          written.addListener(ChannelFutureListener.CLOSE);
        }
      }
    }
  }
}
