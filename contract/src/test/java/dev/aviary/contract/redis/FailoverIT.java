package dev.aviary.contract.redis;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aviary.contract.testing.SentinelGroup;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The primary is lost, and Sentinels choose another one. */
final class FailoverIT {
  private static final int MANY = 300;

  private SentinelGroup group;
  private ApplicationContext beans;
  private RedisLink link;
  private Writes writes;
  private int written;

  @BeforeEach
  void start() {
    group = SentinelGroup.start();
    beans = group.beans();
    link = beans.getBean(RedisLink.class);
    writes = beans.getBean(Writes.class);
  }

  @AfterEach
  void stop() {
    beans.close();
    group.close();
  }

  @Test
  void noAcknowledgedWriteIsLostWithThePrimary() throws InterruptedException {
    var acknowledged = new ArrayList<String>();
    while (acknowledged.size() < MANY) {
      write(acknowledged);
    }
    int lost = group.primary();
    Thread killer = Thread.ofVirtual().start(() -> kill(lost));
    while (acknowledged.size() < 2 * MANY) {
      write(acknowledged);
    }
    killer.join();
    // The last ones may have been acknowledged before it was killed.
    eventually("another primary", () -> group.primary() != lost);
    eventually("takes writes", () -> write(acknowledged));
    assertEquals(
        List.of(), acknowledged.stream().filter(key -> link.commands().exists(key) == 0).toList());
  }

  @Test
  void noticesOfKeysAreHeardFromTheNewPrimary() throws InterruptedException {
    Set<String> heard = ConcurrentHashMap.newKeySet();
    var notices = link.connectForNotices();
    notices.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String pattern, String channel, String message) {
            heard.add(channel);
          }
        });
    notices.sync().psubscribe("__keyspace@*__:*");
    var before = new ArrayList<String>();
    eventually("written", () -> write(before));
    eventually("heard", () -> heard.contains("__keyspace@0__:" + before.getLast()));
    group.kill(group.primary());
    eventually(
        "heard from another",
        () -> {
          var after = new ArrayList<String>();
          return write(after) && heard.contains("__keyspace@0__:" + after.getLast());
        });
  }

  @Test
  void aPrimaryThatHangsIsLeftForTheNewOne() {
    var acknowledged = new ArrayList<String>();
    eventually("written", () -> write(acknowledged));
    int hangs = group.primary();
    group.freeze(hangs);
    eventually("another primary", () -> group.primary() != hangs);
    eventually("written again", () -> write(acknowledged));
    eventually("read", () -> exists(acknowledged.getLast()));
    group.thaw(hangs);
    assertNotEquals(hangs, group.primary());
    eventually("written again", () -> write(acknowledged));
    eventually("read", () -> exists(acknowledged.getLast()));
  }

  @Test
  void aWriteThatNoReplicaConfirmsIsNotAcknowledgedAndThoseAfterItAreRefused() {
    eventually("written", () -> write(new ArrayList<>()));
    group.replicas().forEach(group::freeze);
    assertThrows(
        UnconfirmedWriteException.class,
        () -> writes.begin().set("unconfirmed", "").replicated().run());
    eventually("refuses writes", () -> refusal() == RedisFailure.ALONE);
    group.replicas().forEach(group::thaw);
    eventually("takes writes", () -> write(new ArrayList<>()));
  }

  /** As a service does: a write that fails is not repeated by the client. */
  private boolean write(List<String> acknowledged) {
    String key = "key-" + ++written;
    try {
      writes.begin().set(key, "").replicated().run();
      return acknowledged.add(key);
    } catch (RedisException e) {
      return false;
    }
  }

  private @Nullable RedisFailure refusal() {
    try {
      writes.begin().set("late", "").run();
      return null;
    } catch (RedisException e) {
      return RedisFailure.of(e);
    }
  }

  private boolean exists(String key) {
    try {
      return link.commands().exists(key) == 1;
    } catch (RedisException e) {
      return false;
    }
  }

  private void kill(int port) {
    try {
      group.kill(port);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
