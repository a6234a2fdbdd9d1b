package dev.aviary.flag.ofrep;

import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;

/** Puts {@link RevalidationHandler} before the framework in each connection of each listener. */
@Singleton
final class RevalidationCustomizer
    implements NettyServerCustomizer, BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  private final BeanProvider<Revalidation> revalidation;

  /**
   * @param revalidation made when the first client comes: the server is made before what it needs
   */
  RevalidationCustomizer(BeanProvider<Revalidation> revalidation) {
    this.revalidation = revalidation;
  }

  @Override
  public Registry onCreated(BeanCreatedEvent<Registry> event) {
    event.getBean().register(this);
    return event.getBean();
  }

  @Override
  public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
    return role == ChannelRole.CONNECTION ? new OfConnection(channel, revalidation.get()) : this;
  }

  private record OfConnection(Channel channel, Revalidation revalidation)
      implements NettyServerCustomizer {

    @Override
    public void onStreamPipelineBuilt() {
      channel
          .pipeline()
          .addBefore(
              ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND,
              "revalidation",
              new RevalidationHandler(revalidation));
    }
  }
}
