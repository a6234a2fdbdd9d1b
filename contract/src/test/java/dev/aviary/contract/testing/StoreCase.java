package dev.aviary.contract.testing;

import dev.aviary.contract.redis.ClientBehaviour;
import dev.aviary.contract.redis.RedisLink;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.Writes;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * What tests of one service's store share: a Redis, which is empty for each test, and what a store
 * is made of. No other bean of the service runs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class StoreCase {
  protected final RealRedis server = RealRedis.start();
  private final RedisClient client = ClientBehaviour.applied(server.client());
  private final RedisClient byHand = server.client();
  protected final RedisLink link = new RedisLink(client);
  protected final Writes writes = new Writes(link);
  protected final Wire wire = Wire.standalone();
  protected final RedisCommands<String, String> redis = byHand.connect().sync();

  @BeforeEach
  void emptyRedis() {
    redis.flushall();
  }

  @AfterAll
  void stopRedis() {
    client.shutdown();
    byHand.shutdown();
    server.close();
  }
}
