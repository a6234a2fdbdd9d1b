package dev.aviary.flag.registry;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AccessIT {
  private static final Path RULES = Path.of("../deploy/redis/users.acl");

  @Test
  void theRulesOfTheDeployedRedisAllowTheServiceEverythingItDoes() throws IOException {
    try (RealRedis redis = RealRedis.start()) {
      try (RedisClient client = redis.client()) {
        allow(client, rulesOf("flag"));
      }
      var user =
          Map.<String, Object>of(
              "redis.username", "flag", "redis.password", "secret", "aviary.usage.keep", "50ms");
      try (var service = FlagService.on(redis, user)) {
        assertEquals(201, service.put("/flags/new_feature", "{\"on\": true}").statusCode());
        service.redis().del("new_feature");
        eventually("off", () -> service.get("/flags/new_feature").body().contains("\"on\":false"));
        assertEquals(200, service.toggle("new_feature").statusCode());
        assertEquals(200, service.post("/flags/new_feature/rollback/1", "").statusCode());
        assertEquals(200, service.get("/flags/new_feature/history").statusCode());
        assertEquals(204, service.delete("/flags/new_feature").statusCode());
        assertEquals(
            200,
            service
                .put("/flags.json", "{\"metadata\":{\"flagSetId\":\"shop\"},\"flags\":{}}")
                .statusCode());
        service.redis().flushall();
        service.redis().set("siege_feature", "true");
        service.redis().hset(Keys.FLAGS_USAGE, "siege_feature", "29000000 29000000 on");
        eventually("made", () -> service.get("/flags/siege_feature").statusCode() == 200);
        eventually("used", () -> service.get("/flags/siege_feature").body().contains("lastEval"));
        assertEquals(200, service.get("/health").statusCode());
        assertTrue(service.redis().clientList().contains("user=flag"));
      }
    }
  }

  private static List<String> rulesOf(String user) throws IOException {
    String joined = Files.readString(RULES).replaceAll("\n +", " ");
    String line =
        joined.lines().filter(each -> each.startsWith("user " + user + " ")).findFirst().orElse("");
    return Arrays.stream(line.split(" "))
        .skip(2)
        .map(rule -> rule.startsWith("#@") ? ">secret" : rule)
        // The Redis of the tests is older than rights to read alone.
        .map(rule -> rule.replaceFirst("^%R~", "~"))
        .toList();
  }

  private static void allow(RedisClient client, List<String> rules) {
    var arguments = new CommandArgs<>(StringCodec.UTF8).add("SETUSER").add("flag");
    rules.forEach(arguments::add);
    try (var connection = client.connect()) {
      connection.sync().dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), arguments);
    }
  }
}
