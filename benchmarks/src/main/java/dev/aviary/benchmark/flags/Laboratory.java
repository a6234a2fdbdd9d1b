package dev.aviary.benchmark.flags;

import dev.aviary.benchmark.proxy.Cpu;
import dev.aviary.benchmark.proxy.Daemon;
import dev.aviary.system.stack.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The real jar with the options of docker-compose.yml, a Redis of its own, and wrk. */
final class Laboratory implements AutoCloseable {
  static final String FLAGS = "/ofrep/v1/evaluate/flags";
  private static final String ADMIN = "the-token-of-the-admin";
  private static final String READER = "the-token-of-a-client";

  private final Path root;
  private final Path folder;
  private final int port = freePort();
  private final Daemon redis;
  private final Daemon service;
  private final double startMillis;
  private final HttpClient http = HttpClient.newHttpClient();

  /** With 100 flags, and with one route more, whose answer is fixed. */
  static Laboratory ofHundredFlags(Path root) {
    String jars = jar(root) + ":" + root.resolve("benchmarks/target/benchmarks.jar");
    var laboratory = new Laboratory(root, List.of("-cp", jars, "dev.aviary.flag.Main"));
    laboratory.importFlags(HundredFlags.json());
    return laboratory;
  }

  /**
   * Without a flag, started as its container starts it.
   *
   * @param options of the service's JVM, beside those of docker-compose.yml
   */
  static Laboratory withoutFlags(Path root, List<String> options) {
    var program = new ArrayList<>(options);
    program.addAll(List.of("-jar", jar(root).toString()));
    var laboratory = new Laboratory(root, program);
    // As whoever started it does, and so that our own client has been used once.
    laboratory.send(ADMIN, "GET", "/health", "");
    return laboratory;
  }

  private static Path jar(Path root) {
    return root.resolve("flag-service/target/flag-service.jar");
  }

  /**
   * @param program what follows the options of docker-compose.yml
   */
  private Laboratory(Path root, List<String> program) {
    this.root = root;
    try {
      folder = Files.createTempDirectory("aviary-flags");
      try (InputStream script = Objects.requireNonNull(stream())) {
        Files.copy(script, folder.resolve("wrk.lua"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int redisPort = freePort();
    var command = new ArrayList<>(List.of("redis-server", "--port", Integer.toString(redisPort)));
    command.addAll(List.of("--bind", "127.0.0.1", "--dir", folder.toString()));
    command.addAll(List.of("--save", "", "--appendonly", "yes", "--appendfsync", "everysec"));
    command.addAll(List.of("--notify-keyspace-events", "Kg$x"));
    redis = Daemon.start("redis", folder, redisPort, new ProcessBuilder(command));
    long begun = System.nanoTime();
    service = Daemon.start("flag-service", folder, port, service(redisPort, program));
    startMillis = (System.nanoTime() - begun) / 1e6;
  }

  /** From the start of the process until it listened. */
  double startMillis() {
    return startMillis;
  }

  /** CPU time of the service since it started. */
  Cpu cpu() {
    return service.cpu();
  }

  /** Replaces all flags; returns when that is answered. */
  void importFlags(String json) {
    send(ADMIN, "PUT", "/flags.json", json);
  }

  int port() {
    return port;
  }

  double residentMegabytes() {
    return service.residentMegabytes();
  }

  void toggle(String key) {
    send(ADMIN, "POST", "/flags/" + key + "/toggle", "");
  }

  /** What a browser's client takes to have the new value of a flag, in milliseconds. */
  List<Double> delays(String key, int changes) {
    return WebClient.delays(root, port, ADMIN, key, changes);
  }

  /** The tag of all flags for the context that wrk sends. */
  String tag() {
    String body = "{\"context\":{\"targetingKey\":\"somebody\",\"plan\":\"pro\"}}";
    return send(READER, "POST", FLAGS, body).headers().firstValue("ETag").orElseThrow();
  }

  /** CPU time of the service for each request, in microseconds, and requests a second. */
  Load load(int seconds, String path, String method, int expected, String... headers) {
    var arguments = new ArrayList<>(List.of("-t1", "-c8", "-d" + seconds + "s"));
    arguments.addAll(List.of("-s", folder.resolve("wrk.lua").toString()));
    arguments.addAll(List.of("http://127.0.0.1:" + port + path, "--"));
    arguments.addAll(List.of(method, Integer.toString(expected), "Authorization=Bearer " + READER));
    arguments.addAll(List.of(headers));
    Cpu before = service.cpu();
    String[] figures =
        Shell.run("wrk", arguments.toArray(String[]::new))
            .lines()
            .filter(line -> line.startsWith("figures "))
            .findFirst()
            .orElseThrow()
            .split(" ", -1);
    long requests = Long.parseLong(figures[1]);
    if (!figures[3].equals("0")) {
      throw new IllegalStateException(figures[3] + " wrong answers of " + path);
    }
    double cpu = service.cpu().since(before).per(requests).total();
    return new Load(cpu, requests * 1e6 / Long.parseLong(figures[2]));
  }

  /** What a load cost, and how much of it there was. */
  record Load(double cpuMicros, double perSecond) {}

  private ProcessBuilder service(int redisPort, List<String> program) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(shippedOptions());
    command.addAll(program);
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("AVIARY_FLAG_PORT", Integer.toString(port));
    builder.environment().put("AVIARY_REDIS_PORT", Integer.toString(redisPort));
    builder.environment().put("AVIARY_DATA", folder.toString());
    builder.environment().put("AVIARY_ADMIN_TOKEN", ADMIN);
    builder.environment().put("AVIARY_OFREP_TOKENS", READER);
    builder.environment().put("AVIARY_OFREP_RATE", "0");
    builder.environment().put("AVIARY_OFREP_STREAMS", "2000");
    return builder;
  }

  /** What docker-compose.yml gives the flag service. */
  private List<String> shippedOptions() {
    String key = "JAVA_OPTS: ";
    try (var lines = Files.lines(root.resolve("docker-compose.yml"))) {
      return lines
          .dropWhile(line -> !line.equals("  flag:"))
          .map(String::strip)
          .filter(line -> line.startsWith(key))
          .map(line -> List.of(line.substring(key.length()).split(" ", -1)))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> send(String token, String method, String path, String body) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", "application/json")
                  .method(method, BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static InputStream stream() {
    return Laboratory.class.getResourceAsStream("/flags/wrk.lua");
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    service.close();
    redis.close();
    http.close();
  }
}
