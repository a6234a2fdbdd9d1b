package dev.aviary.builder.recipe;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.HostConfig;
import dev.aviary.builder.testing.RealEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Repositories that are built and started on the real engine as their recipes say. */
final class RealApps implements AutoCloseable {
  private static final int PORT = 5123;
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final RealEngine engine = RealEngine.connect();
  private final HttpClient http = HttpClient.newHttpClient();

  private RealApps() {}

  static RealApps connect() {
    return new RealApps();
  }

  /** An image, and what its build printed. */
  record Image(String id, String output) {}

  /** What the app answers to its visitors' first question. */
  String answer(Repository repository) {
    return answer(repository, "", new byte[0]);
  }

  /**
   * The same.
   *
   * @param file a further file of the repository, that is no text
   */
  String answer(Repository repository, String file, byte[] bytes) {
    try (Running app = start(repository, file, bytes)) {
      return app.get("/").body();
    }
  }

  Running start(Repository repository, String file, byte[] bytes) {
    Image image = build(repository, file, bytes);
    String id =
        engine
            .docker()
            .createContainerCmd(image.id())
            .withLabels(Map.of("dev.aviary.instance", engine.instance()))
            .withEnv("PORT=" + PORT)
            .withHostConfig(
                HostConfig.newHostConfig().withInit(true).withMemory(512L * 1024 * 1024))
            .exec()
            .getId();
    engine.docker().startContainerCmd(id).exec();
    return new Running(id);
  }

  /** Builds as {@code deploy/images} does: on the host's network, where the mirror is found. */
  Image build(Repository repository, String file, byte[] bytes) {
    var output = new StringBuilder();
    var callback =
        new BuildImageResultCallback() {
          @Override
          public void onNext(BuildResponseItem item) {
            if (item.getStream() != null) {
              output.append(item.getStream());
            }
            super.onNext(item);
          }
        };
    try {
      String id =
          engine
              .docker()
              .buildImageCmd(new ByteArrayInputStream(context(repository, file, bytes)))
              .withNetworkMode("host")
              .withForcerm(true)
              .withTags(Set.of(engine.instance() + "/app:" + System.nanoTime()))
              .withLabels(Map.of("dev.aviary.instance", engine.instance()))
              .exec(callback)
              .awaitImageId();
      return new Image(Objects.requireNonNull(id), output.toString());
    } catch (RuntimeException e) {
      throw new AssertionError(repository.dockerfile() + output, e);
    }
  }

  private static byte[] context(Repository repository, String file, byte[] content) {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      add(tar, "Dockerfile", repository.dockerfile().getBytes(StandardCharsets.UTF_8));
      for (var text : repository.files().texts().entrySet()) {
        add(tar, "source/" + text.getKey(), text.getValue().getBytes(StandardCharsets.UTF_8));
      }
      if (!file.isEmpty()) {
        add(tar, "source/" + file, content);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setLastModifiedTime(java.nio.file.attribute.FileTime.fromMillis(0));
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  @Override
  public void close() {
    http.close();
    engine.close();
  }

  /** A container of an app. */
  final class Running implements AutoCloseable {
    private final String id;

    private Running(String id) {
      this.id = id;
    }

    /** What it answers, once it does. */
    HttpResponse<String> get(String path) {
      long begun = System.nanoTime();
      while (System.nanoTime() - begun < DEADLINE.toNanos()) {
        var now = engine.docker().inspectContainerCmd(id).exec();
        if (!Boolean.TRUE.equals(now.getState().getRunning())) {
          throw new AssertionError("it ended: " + log());
        }
        String address =
            Objects.requireNonNull(now.getNetworkSettings().getNetworks().get("bridge"))
                .getIpAddress();
        try {
          return http.send(
              HttpRequest.newBuilder(URI.create("http://%s:%d%s".formatted(address, PORT, path)))
                  .timeout(Duration.ofSeconds(5))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
        } catch (IOException notYet) {
          LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      throw new AssertionError("it does not answer: " + log());
    }

    private String log() {
      var text = new StringBuilder();
      try {
        engine
            .docker()
            .logContainerCmd(id)
            .withStdOut(true)
            .withStdErr(true)
            .exec(
                new com.github.dockerjava.api.async.ResultCallback.Adapter<
                    com.github.dockerjava.api.model.Frame>() {
                  @Override
                  public void onNext(com.github.dockerjava.api.model.Frame frame) {
                    text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                  }
                })
            .awaitCompletion();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return text.toString();
    }

    @Override
    public void close() {
      engine.docker().removeContainerCmd(id).withForce(true).exec();
    }
  }
}
