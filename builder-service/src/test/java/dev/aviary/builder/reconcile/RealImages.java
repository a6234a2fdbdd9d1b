package dev.aviary.builder.reconcile;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.model.Image;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.Labels;
import dev.aviary.contract.app.Release;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Images of very small apps, made on the base image for apps. */
final class RealImages {
  private static final String SERVE =
      """
      import http.server, os, signal, sys
      signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
      class App(http.server.BaseHTTPRequestHandler):
          def do_GET(self):
              self.send_response(int('%s'))
              self.end_headers()
              self.wfile.write(os.environ['APP_RELEASE'].encode())
          def log_message(self, *_):
              pass
      print('listening as', os.environ['APP_SLOT'], flush=True)
      http.server.ThreadingHTTPServer(('', int(os.environ['PORT'])), App).serve_forever()
      """;
  private static final String BREAK =
      """
      import sys
      print('no module named heart', file=sys.stderr)
      sys.exit(3)
      """;

  private final DockerClient docker;
  private final String instance;

  RealImages(DockerClient docker, String instance) {
    this.docker = docker;
    this.instance = instance;
  }

  /** Answers every request with 200. */
  Release good(String app, String branch, String name) {
    return build(app, branch, name, SERVE.formatted("200"));
  }

  /** Answers every request with 200, on port 5000 whatever PORT says. */
  Release stubborn(String app, String branch, String name) {
    return build(app, branch, name, SERVE.formatted("200").replace("os.environ['PORT']", "'5000'"));
  }

  /** Answers every request with 500. */
  Release sick(String app, String branch, String name) {
    return build(app, branch, name, SERVE.formatted("500"));
  }

  /** Ends at once with code 3. */
  Release broken(String app, String branch, String name) {
    return build(app, branch, name, BREAK);
  }

  /** Does what the variable MODE says: see {@code odd-app.py}. */
  Release odd(String app, String branch, String name) {
    return build(
        app,
        branch,
        name,
        text("odd-app.py"),
        "USER root\nSTOPSIGNAL SIGUSR1\nCMD [\"python3\", \"/app.py\"]");
  }

  private static String text(String resource) {
    try (InputStream in = RealImages.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Docker makes containers of it and will not start them: it knows no such user. */
  Release unstartable(String app, String branch, String name) {
    return build(app, branch, name, "", "USER nobody-knows");
  }

  /** The ids of all images of an app. */
  List<String> of(String app) {
    return docker
        .listImagesCmd()
        .withLabelFilter(Map.of(Labels.INSTANCE, instance, Labels.APP, app))
        .exec()
        .stream()
        .map(Image::getId)
        .toList();
  }

  private Release build(String app, String branch, String name, String script) {
    return build(app, branch, name, script, "CMD [\"python3\", \"/app.py\"]");
  }

  private Release build(String app, String branch, String name, String script, String command) {
    String commit = name.repeat(40);
    String id = Release.id(app, commit, 1);
    String image =
        docker
            .buildImageCmd(new ByteArrayInputStream(context(script, command)))
            // One without a name would go with the next sweep of unnamed images.
            .withTags(Set.of(instance + "/" + app + ":" + name))
            .withLabels(
                Map.of(
                    Labels.INSTANCE, instance,
                    Labels.ROLE, Labels.ROLE_IMAGE,
                    Labels.APP, app,
                    Labels.RELEASE, id))
            .exec(new BuildImageResultCallback())
            .awaitImageId();
    return new Release(
        id,
        app,
        branch,
        commit,
        Objects.requireNonNull(docker.inspectImageCmd(image).exec().getId()),
        Specs.of(app, "file:///app.git", null).run());
  }

  private static byte[] context(String script, String command) {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      add(tar, "Dockerfile", "FROM python-base\nCOPY app.py /\n" + command + "\n");
      add(tar, "app.py", script);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private static void add(TarArchiveOutputStream tar, String name, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    var entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
