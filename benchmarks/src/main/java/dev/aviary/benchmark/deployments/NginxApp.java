package dev.aviary.benchmark.deployments;

import dev.aviary.system.source.Repository;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.OwnStack;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** An app that is nginx from Debian and one page. */
final class NginxApp {
  private static final String NAME = "nginx";
  private static final String PAGE = "page.html";

  private final App app;

  private NginxApp(App app) {
    this.app = app;
  }

  /** Registers it, with a stable release and a canary that are live. */
  static NginxApp on(OwnStack own) {
    Repository repository =
        Repository.of(
            own.stack().repositories().resolve(NAME + ".git"),
            Map.of(
                "nginx.conf",
                resource("nginx.conf"),
                "Procfile",
                resource("Procfile"),
                PAGE,
                "first\n"));
    var made = new NginxApp(own.app(NAME, repository, "\"baseImage\": \"nginx-base\""));
    made.deploy("master");
    made.deploy("canary");
    return made;
  }

  App app() {
    return app;
  }

  /**
   * Brings a new commit of the branch into its slots.
   *
   * @return seconds from the push to live
   */
  double deploy(String branch) {
    app.repository().push(branch, PAGE, UUID.randomUUID() + "\n", "Another page");
    long pushed = System.nanoTime();
    app.await(app.deploy(branch), "live");
    return (System.nanoTime() - pushed) / 1e9;
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(NginxApp.class.getResourceAsStream("/deployments/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
