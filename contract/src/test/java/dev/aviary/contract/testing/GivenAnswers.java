package dev.aviary.contract.testing;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Notes every answer that a service under test gives, where its bytes leave: also those of filters,
 * and of what answers before the framework.
 */
@Singleton
@Requires(property = GivenAnswers.TESTED)
final class GivenAnswers implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  /** Set by the test run: the folder of the module. */
  static final String TESTED = "basedir";

  private final int publicPort;

  /**
   * @param publicPort of the builder, which listens at two; 0 for any other service
   */
  GivenAnswers(@Value("${aviary.builder.trigger-port:0}") int publicPort) {
    this.publicPort = publicPort;
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new OfServer(publicPort));
    return event.getBean();
  }

  /** No bean: a service may have one customizer of its own. */
  private record OfServer(int publicPort) implements NettyServerCustomizer {

    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
      return role == ChannelRole.CONNECTION ? new OfConnection(publicPort, channel) : this;
    }
  }

  private record OfConnection(int publicPort, Channel channel) implements NettyServerCustomizer {

    @Override
    public void onStreamPipelineBuilt() {
      channel
          .pipeline()
          .addAfter(
              ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
              "given-answers",
              new Handler(isPublic()));
    }

    private boolean isPublic() {
      return channel.localAddress() instanceof InetSocketAddress local
          && local.getPort() == publicPort;
    }
  }

  /** Answers keep the order of the requests (RFC 9112, section 9.3.2). */
  private static final class Handler extends ChannelDuplexHandler {
    private final Deque<HttpRequest> asked = new ArrayDeque<>();
    private final boolean atPublicPort;

    private Handler(boolean atPublicPort) {
      this.atPublicPort = atPublicPort;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request) {
        asked.add(request);
      }
      context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof HttpResponse response && response.status().code() >= 200) {
        HttpRequest request = asked.poll();
        if (request != null) {
          AnswerFile.add(given(request, response));
        }
      }
      context.write(message, promise);
    }

    private GivenAnswer given(HttpRequest request, HttpResponse response) {
      return new GivenAnswer(
          request.method().name(),
          request.uri().replaceFirst("[?#].*", ""),
          response.status().code(),
          response
              .headers()
              .get(HttpHeaderNames.CONTENT_TYPE, "-")
              .replaceFirst("\\s*;.*", "")
              .toLowerCase(Locale.ROOT),
          atPublicPort);
    }
  }
}
