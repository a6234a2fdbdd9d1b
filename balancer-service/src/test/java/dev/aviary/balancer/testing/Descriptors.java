package dev.aviary.balancer.testing;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.DefaultEventLoopGroupFactory;
import io.micronaut.http.netty.channel.EventLoopGroupFactory;
import io.micronaut.http.netty.channel.NettyChannelType;
import io.netty.channel.ChannelException;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** File descriptors, of which there can be none left for connections to backends. */
@Singleton
@Requires(property = "test.descriptors")
public final class Descriptors implements BeanCreatedEventListener<EventLoopGroupFactory> {
  private final List<Thread> askers = new CopyOnWriteArrayList<>();
  private volatile boolean exhausted;

  /** From now on, or no longer, no socket can be made. */
  public void exhausted(boolean now) {
    exhausted = now;
  }

  /** Who asked for a socket in vain, each time. */
  public List<Thread> askers() {
    return List.copyOf(askers);
  }

  @Override
  public EventLoopGroupFactory onCreated(BeanCreatedEvent<EventLoopGroupFactory> event) {
    EventLoopGroupFactory factory = event.getBean();
    if (!(factory instanceof DefaultEventLoopGroupFactory)) {
      return factory;
    }
    return (EventLoopGroupFactory)
        Proxy.newProxyInstance(
            Descriptors.class.getClassLoader(),
            new Class<?>[] {EventLoopGroupFactory.class},
            (proxy, method, arguments) -> {
              if (exhausted
                  && method.getName().equals("channelInstance")
                  && arguments[0] == NettyChannelType.CLIENT_SOCKET) {
                askers.add(Thread.currentThread());
                throw new ChannelException("Too many open files");
              }
              try {
                return method.invoke(factory, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
