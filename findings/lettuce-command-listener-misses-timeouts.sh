#!/usr/bin/env bash
# Lettuce 6.8.1: a CommandListener hears nothing of a command that timed out.
#
# CommandListener has commandStarted, commandSucceeded and commandFailed. With TimeoutOptions the caller gets a RedisCommandTimeoutException in time, and the listener gets
# neither event: a count of failures by this interface reads 0 while Redis hangs and every caller times out. The command
# that Redis refuses is told. Whoever wants to know of a Redis that hangs compares what began with what ended.
#
# Seen (a BLPOP of 2 s with a time limit of 500 ms, then a command on a key of the wrong type):
#   caller: RedisCommandTimeoutException
#   listener after the timeout: [started BLPOP]
#   listener after a refusal:   [started LPUSH, failed LPUSH RedisCommandExecutionException]
#
# Needs bash, mvn and a JDK of 17 or newer; the Redis server is the one inside com.github.codemonstur:embedded-redis.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/pom.xml" <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.lettuce</groupId><artifactId>lettuce-core</artifactId><version>6.8.1.RELEASE</version></dependency>
    <dependency><groupId>com.github.codemonstur</groupId><artifactId>embedded-redis</artifactId><version>1.4.4</version></dependency>
  </dependencies>
</project>
END
timeout 120 mvn -B -q -ntp -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib" >"$work/mvn.log" 2>&1 ||
  { cat "$work/mvn.log"; exit 2; }
cat >"$work/Main.java" <<'END'
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.event.command.CommandFailedEvent;
import io.lettuce.core.event.command.CommandListener;
import io.lettuce.core.event.command.CommandStartedEvent;
import io.lettuce.core.event.command.CommandSucceededEvent;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import redis.embedded.RedisServer;

public class Main {
  static final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  public static void main(String[] arguments) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    RedisServer server = RedisServer.newRedisServer().port(port).setting("save \"\"").build();
    server.start();
    RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", port));
    client.setOptions(
        ClientOptions.builder().timeoutOptions(TimeoutOptions.enabled(Duration.ofMillis(500))).build());
    client.addListener(new CommandListener() {
      @Override
      public void commandStarted(CommandStartedEvent event) {
        heard.add("started " + event.getCommand().getType());
      }

      @Override
      public void commandSucceeded(CommandSucceededEvent event) {
        heard.add("succeeded " + event.getCommand().getType());
      }

      @Override
      public void commandFailed(CommandFailedEvent event) {
        heard.add("failed " + event.getCommand().getType() + " " + event.getCause().getClass().getSimpleName());
      }
    });
    RedisCommands<String, String> redis = client.connect().sync();
    try {
      redis.blpop(2, "nothing");
    } catch (RedisException e) {
      System.out.println("caller: " + e.getClass().getSimpleName());
    }
    Thread.sleep(1000);
    System.out.println("listener after the timeout: " + heard);
    Thread.sleep(1500);
    redis.set("text", "x");
    Thread.sleep(200);
    heard.clear();
    try {
      redis.lpush("text", "x");
    } catch (RedisException refused) {
      // As expected.
    }
    Thread.sleep(200);
    System.out.println("listener after a refusal:   " + heard);
    client.shutdown();
    server.stop();
    System.exit(0);
  }
}
END
printed=$(timeout 60 java -cp "$work/lib/*" "$work/Main.java" 2>"$work/java.log") || { cat "$work/java.log"; exit 2; }
echo "$printed"
expected='caller: RedisCommandTimeoutException
listener after the timeout: [started BLPOP]
listener after a refusal:   [started LPUSH, failed LPUSH RedisCommandExecutionException]'
[[ $printed == "$expected" ]] || { echo "That changed."; exit 1; }
