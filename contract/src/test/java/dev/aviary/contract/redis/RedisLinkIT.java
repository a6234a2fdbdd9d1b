package dev.aviary.contract.redis;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aviary.contract.testing.RealRedis;
import dev.aviary.contract.testing.RedisContext;
import io.lettuce.core.RedisException;
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

  private static boolean answers(RedisLink link) {
    try {
      return "PONG".equals(link.commands().ping());
    } catch (RedisException away) {
      return false;
    }
  }
}
