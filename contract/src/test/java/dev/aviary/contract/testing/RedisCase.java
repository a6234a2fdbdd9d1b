package dev.aviary.contract.testing;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** What tests of a store share: the contract's beans on one Redis, which is empty for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RedisCase {
  protected RedisContext context;

  @BeforeAll
  void startRedis() {
    context = RedisContext.start();
  }

  @AfterAll
  void stopRedis() {
    context.close();
  }

  @BeforeEach
  void emptyRedis() {
    context.redis().flushall();
  }
}
