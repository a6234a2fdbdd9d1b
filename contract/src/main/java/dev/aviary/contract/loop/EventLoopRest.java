package dev.aviary.contract.loop;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.netty.channel.EventLoopGroup;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/**
 * Lets Netty's event loops sleep while nothing moves. A loop of Netty 4.2 that has no task to come
 * wakes every second ({@code SingleThreadEventExecutor.SCHEDULE_PURGE_INTERVAL}); one that has
 * sleeps until then, so each gets a task that does nothing, once a day.
 */
@Singleton
final class EventLoopRest implements BeanCreatedEventListener<EventLoopGroup> {
  @Override
  public EventLoopGroup onCreated(BeanCreatedEvent<EventLoopGroup> event) {
    EventLoopGroup group = event.getBean();
    group.forEach(loop -> loop.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.DAYS));
    return group;
  }
}
