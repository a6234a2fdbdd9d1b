package dev.aviary.builder.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.trigger.BuildNumbers.Numbering;
import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.testing.RealRedis;
import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BuildNumbersIT {
  private RealRedis server;
  private RedisClient client;
  private RedisLink link;
  private BuildNumbers numbers;

  @BeforeEach
  void start() {
    server = RealRedis.start();
    client = server.client();
    link = new RedisLink(client);
    numbers = new BuildNumbers(link);
  }

  @AfterEach
  void stop() {
    client.shutdown();
    server.close();
  }

  @Test
  void theNumberOfABranchOnlyRises() {
    assertTrue(take("master", 5, "d-5"));
    assertEquals(new Numbering.Taken("d-5"), numbers.look("app", "master", 5));
    assertEquals(new Numbering.Late(5), numbers.look("app", "master", 4));
    assertTrue(take("master", 12, "d-12"));
    assertEquals(new Numbering.Late(12), numbers.look("app", "master", 5));
  }

  @Test
  void everyBranchOfEveryAppCountsForItself() {
    assertTrue(take("master", 5, "d-5"));
    assertInstanceOf(Numbering.Newer.class, numbers.look("app", "canary", 1));
    assertInstanceOf(Numbering.Newer.class, numbers.look("other", "master", 1));
  }

  @Test
  void ofTwoBuildsThatAreTakenAtOnceOneIsToLookAgain() {
    var fifth = assertInstanceOf(Numbering.Newer.class, numbers.look("app", "master", 5));
    var sixth = assertInstanceOf(Numbering.Newer.class, numbers.look("app", "master", 6));
    var writes = new Writes(link);
    assertTrue(numbers.take(writes.begin(), "app", sixth, "d-6").run().written());
    assertFalse(numbers.take(writes.begin(), "app", fifth, "d-5").run().written());
    assertEquals(new Numbering.Late(6), numbers.look("app", "master", 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "twelve", "12", "12 ", "99999999999999999999 d-1"})
  void oneThatCannotBeReadIsReplacedByTheNextDelivery(String damaged) {
    link.commands().hset(Keys.builds("app"), "master", damaged);
    assertTrue(take("master", 5, "d-5"));
    assertEquals(new Numbering.Taken("d-5"), numbers.look("app", "master", 5));
  }

  @Test
  void aNumberIsOneOrMore() {
    assertThrows(BadValueException.class, () -> numbers.look("app", "master", 0));
  }

  private boolean take(String branch, long number, String deployment) {
    var newer = assertInstanceOf(Numbering.Newer.class, numbers.look("app", branch, number));
    var write = new Writes(link).begin();
    return numbers.take(write, "app", newer, deployment).run().written();
  }
}
