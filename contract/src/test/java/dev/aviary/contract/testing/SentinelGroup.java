package dev.aviary.contract.testing;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A primary, two replicas and three Sentinels on loopback, of Debian's redis-server and
 * redis-sentinel. They notice a loss after two seconds, where those of a swarm take six.
 */
public final class SentinelGroup implements AutoCloseable {
  public static final int MEMBERS = 3;

  private static final String WATCHER = "password-of-the-watcher";
  private static final String PEER = "password-of-the-peers";

  private final Path folder;
  private final Map<Integer, Process> members = new HashMap<>();
  private final Map<Integer, Process> sentinels = new HashMap<>();

  private SentinelGroup(Path folder) {
    this.folder = folder;
  }

  public static SentinelGroup start() {
    try {
      var group = new SentinelGroup(Files.createTempDirectory("aviary-sentinels"));
      int first = group.member(0);
      for (int each = 1; each < MEMBERS; each++) {
        group.member(first);
      }
      for (int each = 0; each < MEMBERS; each++) {
        group.sentinel(first);
      }
      Eventually.eventually("the Sentinels know all", () -> group.knowsAll());
      return group;
    } catch (IOException e) {
      throw new UncheckedIOException("apt-get install redis-server redis-sentinel", e);
    }
  }

  /** The contract's beans, which know the Sentinels alone. */
  public ApplicationContext beans() {
    var settings = new HashMap<String, Object>();
    settings.put("redis.host", "no-host.invalid");
    settings.put(
        "aviary.redis.sentinels",
        sentinels.keySet().stream()
            .map(port -> "127.0.0.1:" + port)
            .collect(Collectors.joining(",")));
    settings.put("aviary.redis.sentinel-password", WATCHER);
    settings.put("aviary.instance.name", "test");
    settings.put("aviary.admin.token", "the-token-of-a-test");
    return ApplicationContext.run(settings);
  }

  /** The port of the primary, as the first Sentinel says. */
  public int primary() {
    List<String> said =
        ask(sentinels.keySet().iterator().next(), "SENTINEL", "get-master-addr-by-name", "aviary");
    return said.size() < 2 ? 0 : Integer.parseInt(said.get(1));
  }

  public List<Integer> replicas() {
    int primary = primary();
    return members.keySet().stream().filter(port -> port != primary).toList();
  }

  /** As when its machine loses power. */
  public void kill(int port) throws InterruptedException {
    members.get(port).destroyForcibly().waitFor();
  }

  /** It takes connections and answers nothing. */
  public void freeze(int port) {
    signal("-STOP", port);
  }

  public void thaw(int port) {
    signal("-CONT", port);
  }

  @Override
  public void close() {
    Stream.concat(sentinels.values().stream(), members.values().stream())
        .forEach(Process::destroyForcibly);
  }

  private int member(int primary) throws IOException {
    int port = RealRedis.freePort();
    var command =
        new ArrayList<String>(
            List.of("redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", folder.toString()));
    command.addAll(List.of("--dbfilename", port + ".rdb", "--notify-keyspace-events", "Kg$x"));
    command.addAll(List.of("--repl-diskless-sync-delay", "0"));
    command.addAll(List.of("--min-replicas-to-write", "1", "--min-replicas-max-lag", "1"));
    if (primary != 0) {
      command.addAll(List.of("--replicaof", "127.0.0.1 " + primary));
    }
    members.put(port, launch(port, command));
    return port;
  }

  private void sentinel(int primary) throws IOException {
    int port = RealRedis.freePort();
    Path settings = folder.resolve("sentinel-" + port + ".conf");
    Files.write(
        settings,
        List.of(
            "port " + port,
            "bind 127.0.0.1",
            "dir " + folder,
            "user default off",
            "user watcher on >"
                + WATCHER
                + " resetchannels -@all"
                + " +sentinel|get-master-addr-by-name +ping +hello +auth +client|setname",
            "user peer on >" + PEER + " ~* &* +@all",
            "sentinel sentinel-user peer",
            "sentinel sentinel-pass " + PEER,
            "sentinel monitor aviary 127.0.0.1 " + primary + " 2",
            "sentinel down-after-milliseconds aviary 2000",
            "sentinel failover-timeout aviary 5000"));
    sentinels.put(port, launch(port, List.of("redis-sentinel", settings.toString())));
  }

  private Process launch(int port, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(port + ".log").toFile())
        .start();
  }

  private boolean knowsAll() {
    return sentinels.keySet().stream()
        .allMatch(port -> {
          List<String> said = ask(port, "SENTINEL", "master", "aviary");
          return value(said, "num-slaves").equals("2")
              && value(said, "num-other-sentinels").equals("2");
        });
  }

  private static String value(List<String> said, String name) {
    int at = said.indexOf(name);
    return at < 0 || at + 1 == said.size() ? "" : said.get(at + 1);
  }

  /** What it answers, line by line; nothing when it does not. */
  private static List<String> ask(int port, String... command) {
    var whole = new ArrayList<String>(List.of("redis-cli", "-p", Integer.toString(port)));
    whole.addAll(List.of("--no-auth-warning", "--user", "peer", "--pass", PEER));
    whole.addAll(List.of(command));
    return output(whole);
  }

  private void signal(String signal, int port) {
    output(List.of("kill", signal, Long.toString(members.get(port).pid())));
  }

  private static List<String> output(List<String> command) {
    try {
      Process asked = new ProcessBuilder(command).redirectErrorStream(true).start();
      List<String> said = asked.inputReader().lines().toList();
      asked.waitFor(10, TimeUnit.SECONDS);
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
