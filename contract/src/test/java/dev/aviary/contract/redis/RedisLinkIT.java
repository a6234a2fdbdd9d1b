package dev.aviary.contract.redis;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aviary.contract.testing.RealRedis;
import dev.aviary.contract.testing.RedisContext;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RedisLinkIT {
  @Test
  void aServiceStartsBeforeRedisAndWorksOnceItIsUp() {
    RealRedis server = RealRedis.start();
    server.stop();
    try (var beans = RedisContext.beans(server)) {
      RedisLink link = beans.getBean(RedisLink.class);
      assertThrows(RedisException.class, () -> link.commands().ping());
      server.startAgain();
      eventually("answers", () -> answers(link));
    } finally {
      server.close();
    }
  }

  /** Docker's name server lets an address be kept for ten minutes. */
  @Test
  void theAddressOfAServerIsKeptNoLongerThanTheJvmKeepsIt() {
    try (var context = RedisContext.start()) {
      assertSame(
          DefaultAddressResolverGroup.INSTANCE,
          context.bean(RedisClient.class).getResources().addressResolverGroup());
    }
  }

  @Test
  void whileRedisIsAwayCommandsAreRefusedAndNotReplayedLater() {
    try (var context = RedisContext.start()) {
      RedisLink link = context.bean(RedisLink.class);
      link.commands().set("key", "before");
      context.server().stop();
      assertThrows(RedisException.class, () -> link.commands().set("key", "while away"));
      context.server().startAgain();
      eventually("answers", () -> answers(link));
      assertEquals(0L, link.commands().exists("key"));
    }
  }

  @Test
  void whileRedisHangsCommandsAreRefusedAtOnceAndNotDoneLater() {
    try (var context = RedisContext.start();
        var waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      RedisLink link = context.bean(RedisLink.class);
      link.commands().set("key", "before");
      // Longer than a command waits for its answer.
      waiting.execute(() -> sleepInRedis(context, "6"));
      eventually("hangs", () -> refused(link, waiting));
      assertThrows(HungException.class, () -> link.commands().set("key", "while it hangs"));
      eventually("answers", () -> answers(link));
      assertEquals("before", link.commands().get("key"));
    }
  }

  private static void sleepInRedis(RedisContext context, String seconds) {
    RedisURI place =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(context.server().port())
            .withTimeout(Duration.ofMinutes(1))
            .build();
    RedisClient client = RedisClient.create(place);
    var debug = new CommandArgs<>(StringCodec.UTF8).add("SLEEP").add(seconds);
    client
        .connect()
        .sync()
        .dispatch(CommandType.DEBUG, new StatusOutput<>(StringCodec.UTF8), debug);
    client.shutdown();
  }

  /** Several commands at a time wait for their answers, as requests do. */
  private static boolean refused(RedisLink link, ExecutorService waiting) {
    List<Future<Boolean>> commands =
        IntStream.range(0, 3).mapToObj(_ -> waiting.submit(() -> answers(link))).toList();
    commands.forEach(RedisLinkIT::join);
    try {
      link.commands();
      return false;
    } catch (HungException hangs) {
      return true;
    }
  }

  private static void join(Future<Boolean> command) {
    try {
      command.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean answers(RedisLink link) {
    try {
      return "PONG".equals(link.commands().ping());
    } catch (RedisException away) {
      return false;
    }
  }
}
