package dev.aviary.contract.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aviary.contract.hash.Sha256;
import dev.aviary.contract.testing.RealRedis;
import io.lettuce.core.Consumer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who may read an app's secrets, by the users of deploy/redis/users.acl on a real Redis. The one of
 * the tests knows no rights that are for reading alone, so here each key that may be read may be
 * written too.
 */
final class UsersAclIT {
  private static final Path FILE = Path.of("../deploy/redis/users.acl");
  private static final String PASSWORD = "password-of-a-test";

  private RealRedis server;
  private RedisClient client;

  @BeforeEach
  void start() throws IOException {
    server = RealRedis.start();
    client = server.client();
    var commands = client.connect().sync();
    for (String user : users()) {
      var arguments = new CommandArgs<>(StringCodec.UTF8).add("SETUSER");
      List.of(user.split(" +", -1)).subList(1, user.split(" +", -1).length).forEach(arguments::add);
      commands.dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), arguments);
    }
    commands.set(Keys.spec("shop"), "{}");
    commands.sadd(Keys.SPECS, "shop");
    commands.hset(Keys.secrets("shop"), "secrets", "v1:0:AA");
    commands.hset(Keys.CERTIFICATES, "shop.example", "v1:0:AA");
    commands.xadd(Keys.samples("c"), "sample", "{}");
  }

  @AfterEach
  void stop() {
    client.shutdown();
    server.close();
  }

  @Test
  void theBuilderAloneReadsAndWritesThem() {
    var builder = as("builder");
    assertEquals("v1:0:AA", builder.hget(Keys.secrets("shop"), "secrets"));
    builder.hset(Keys.secrets("shop"), "secrets", "v1:0:AB");
    for (String user : List.of("monitor", "balancer", "flag")) {
      RedisCommands<String, String> other = as(user);
      assertThrows(
          RedisCommandExecutionException.class,
          () -> other.hget(Keys.secrets("shop"), "secrets"),
          user);
    }
  }

  @Test
  void theBalancerAloneReadsAndWritesCertificates() {
    var balancer = as("balancer");
    assertEquals("v1:0:AA", balancer.hget(Keys.CERTIFICATES, "shop.example"));
    balancer.hset(Keys.CERTIFICATES, "shop.example", "v1:0:AB");
    for (String user : List.of("builder", "monitor", "flag")) {
      RedisCommands<String, String> other = as(user);
      assertThrows(
          RedisCommandExecutionException.class,
          () -> other.hget(Keys.CERTIFICATES, "shop.example"),
          user);
    }
  }

  @Test
  void flagServicesAloneTellOneAnotherWhatTheyWrote() {
    assertEquals(0, as("flag").publish(Keys.FLAGS, "1"));
    for (String user : List.of("builder", "balancer", "monitor")) {
      RedisCommands<String, String> other = as(user);
      assertThrows(
          RedisCommandExecutionException.class, () -> other.publish(Keys.FLAGS, "1"), user);
    }
  }

  @Test
  void theMonitorStillReadsAllTheOthers() {
    var monitor = as("monitor");
    assertEquals("{}", monitor.get(Keys.spec("shop")));
    monitor.smembers(Keys.SPECS);
    monitor.get(Keys.slots("shop"));
    monitor.get(Keys.split("shop"));
    monitor.get(Keys.rollout("shop"));
    monitor.get(Keys.deployment("d"));
    monitor.smembers(Keys.BALANCERS);
    monitor.get(Keys.balancer("b"));
    assertEquals(1, monitor.xlen(Keys.samples("c")));
    monitor.xlen(Keys.EVENTS);
  }

  @Test
  void theMonitorKeepsTheMinutesOfAppsAndTheBuilderRemovesThemWithTheApp() {
    as("monitor").xadd(Keys.minutes("shop"), "minute", "{}");
    assertEquals(1, as("builder").del(Keys.minutes("shop")));
    for (String user : List.of("balancer", "flag")) {
      RedisCommands<String, String> other = as(user);
      assertThrows(
          RedisCommandExecutionException.class,
          () -> other.xadd(Keys.minutes("shop"), "minute", "{}"),
          user);
    }
  }

  // One stream makes an array of one offset.
  @SuppressWarnings("unchecked")
  @Test
  void theMonitorReadsTheTimelineForListenersAndNotesUsesOfLinks() {
    var monitor = as("monitor");
    monitor.xgroupCreate(
        StreamOffset.from(Keys.EVENTS, "$"), "listener-ops", XGroupCreateArgs.Builder.mkstream());
    monitor.xadd(Keys.EVENTS, "event", "{}");
    assertEquals(
        1,
        monitor
            .xreadgroup(
                Consumer.from("listener-ops", "listener-ops"),
                StreamOffset.lastConsumed(Keys.EVENTS))
            .size());
    assertEquals(1, monitor.xinfoGroups(Keys.EVENTS).size());
    monitor.xgroupDestroy(Keys.EVENTS, "listener-ops");
    monitor.set(Keys.link("0"), "{}");
    for (String user : List.of("balancer", "flag")) {
      RedisCommands<String, String> other = as(user);
      assertThrows(RedisCommandExecutionException.class, () -> other.set(Keys.link("0"), ""), user);
    }
  }

  private RedisCommands<String, String> as(String user) {
    var address =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(server.port())
            .withAuthentication(user, PASSWORD.toCharArray())
            .build();
    return client.connect(address).sync();
  }

  /**
   * A line each, as deploy/lib/redis.sh makes the file of an instance; without the default user.
   */
  private static List<String> users() throws IOException {
    byte[] hash = Sha256.begin().digest(PASSWORD.getBytes(StandardCharsets.UTF_8));
    var users = new ArrayList<String>();
    for (String line : Files.readAllLines(FILE)) {
      if (line.startsWith("user ")) {
        users.add(line);
      } else if (line.startsWith(" ")) {
        users.add(users.removeLast() + " " + line.strip());
      }
    }
    users.removeIf(user -> user.startsWith("user default"));
    users.replaceAll(user -> user.replace("%R~", "~"));
    users.replaceAll(user -> user.replaceAll("@[a-z]+@", HexFormat.of().formatHex(hash)));
    return users;
  }
}
