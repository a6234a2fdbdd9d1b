package dev.aviary.contract.testing;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;

/** The contract's beans on a Redis of their own, and that Redis as a person sees it. */
public final class RedisContext implements AutoCloseable {
  private final RealRedis server;
  private final RedisClient client;
  private final RedisCommands<String, String> commands;
  private final ApplicationContext context;

  private RedisContext(RealRedis server) {
    this.server = server;
    this.client = server.client();
    this.commands = client.connect().sync();
    this.context = beans(server);
  }

  public static RedisContext start() {
    return new RedisContext(RealRedis.start());
  }

  /** The beans alone: their Redis may be away. */
  public static ApplicationContext beans(RealRedis server) {
    var settings = new HashMap<String, Object>(server.settings());
    settings.put("aviary.instance.name", "test");
    settings.put("aviary.admin.token", "the-token-of-a-test");
    return ApplicationContext.run(settings);
  }

  public RealRedis server() {
    return server;
  }

  public RedisCommands<String, String> redis() {
    return commands;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    context.close();
    client.shutdown();
    server.close();
  }
}
