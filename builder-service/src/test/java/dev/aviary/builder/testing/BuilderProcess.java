package dev.aviary.builder.testing;

import dev.aviary.builder.Main;
import dev.aviary.contract.testing.Eventually;
import dev.aviary.contract.testing.RealRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The builder in a process of its own, which can be killed and stand still. */
public final class BuilderProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);

  private final int port = RealRedis.freePort();
  private final int adminPort = RealRedis.freePort();
  private final Path output;
  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();

  private BuilderProcess(Path folder, Map<String, String> settings) throws IOException {
    Files.createDirectories(folder);
    output = folder.resolve("output");
    var all = new HashMap<>(settings);
    all.put("aviary.builder.trigger-port", Integer.toString(port));
    all.put("aviary.builder.admin-port", Integer.toString(adminPort));
    all.put("aviary.builder.data", folder.resolve("data").toString());
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    all.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    var launch =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    // As on a swarm, where it is the name of all builders and the address of none.
    launch.environment().put("AVIARY_BUILDER_HOST", "builder.control");
    process = launch.start();
  }

  /** Starts one and waits until it answers. */
  public static BuilderProcess start(
      String instance, RealRedis redis, Path folder, Map<String, String> more) {
    var settings = new HashMap<>(redis.settings());
    settings.put("aviary.instance.name", instance);
    settings.put("aviary.admin.token", RunningBuilder.ADMIN_TOKEN);
    settings.put("aviary.build.secret", RunningBuilder.SECRET);
    settings.put("aviary.secrets.key", RunningBuilder.SECRETS_KEY);
    settings.put("aviary.image.limiter-image", "python-base");
    settings.put("aviary.build-cache.megabytes", "1048576");
    settings.putAll(more);
    try {
      var builder = new BuilderProcess(folder, settings);
      Eventually.eventually("the builder answers", START, builder::answers);
      return builder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError(output());
    }
    try {
      return get("/health/liveness").statusCode() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** How it is named as the owner of a lease. */
  public String address() {
    return "127.0.0.1:%d,%d".formatted(adminPort, port);
  }

  public HttpRequest.Builder admin(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + path))
        .header("Authorization", "Bearer " + RunningBuilder.ADMIN_TOKEN)
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(60));
  }

  /** A request to the port for CI. */
  public HttpRequest.Builder open(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(60));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<String> get(String path) {
    return send(admin(path));
  }

  public HttpResponse<String> put(String path, String json) {
    return send(admin(path).PUT(BodyPublishers.ofString(json)));
  }

  public HttpResponse<String> post(String path, String json) {
    return send(admin(path).POST(BodyPublishers.ofString(json)));
  }

  /** What it has logged. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it without a word, as a machine that loses its power does. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /** Asks it to end, and waits. */
  public void end() {
    process.destroy();
    await();
  }

  /**
   * @param name {@code STOP} or {@code CONT}
   */
  public void signal(String name) {
    try {
      var sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      if (sent.waitFor() != 0) {
        throw new AssertionError("could not send " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void await() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("the builder does not end\n" + output());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    await();
    http.close();
  }
}
