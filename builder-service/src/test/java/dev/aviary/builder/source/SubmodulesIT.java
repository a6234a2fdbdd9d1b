package dev.aviary.builder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.GitWebServer;
import dev.aviary.builder.testing.RealRepository;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.result.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories that have others at some of their paths. */
final class SubmodulesIT {
  private static final Branch MASTER = new Branch("master");

  @TempDir private Path folder;
  private RealRepository app;
  private RealRepository library;
  private Sources sources;
  private String oldest;

  @BeforeEach
  void start() {
    app = RealRepository.in(folder.resolve("git").resolve("app.git"));
    library = RealRepository.in(folder.resolve("git").resolve("lib.git"));
    oldest = library.change().file("lib.txt", "one").pushTo("master");
    library.change().file("lib.txt", "two").addTo("master");
    sources =
        new Sources(
            new SourceSettings(
                folder.resolve("data"), 1, 5, Duration.ofMinutes(1), Duration.ofSeconds(10), null));
  }

  @AfterEach
  void stop() {
    app.close();
    library.close();
  }

  @Test
  void theFilesOfASubmoduleAreThoseOfItsCommitAtItsPath() throws IOException {
    String commit =
        app.change()
            .file(".gitmodules", module("vendor", "../lib.git"))
            .submodule("vendor", oldest)
            .pushTo("master");
    for (int i = 0; i < 2; i++) {
      try (SourceTree tree = ready(app.url(), commit)) {
        assertEquals("one", files(tree).get("vendor/lib.txt"));
        assertEquals(Optional.of("one"), tree.text("vendor/lib.txt"));
        assertEquals(Optional.empty(), tree.text("vendor/none"));
      }
    }
  }

  @Test
  void aSubmoduleOnTheSameServerIsOpenedWithTheCredentialsOfTheApp() throws IOException {
    try (var server = GitWebServer.start(folder.resolve("git"), "me:right")) {
      String start = "http://" + server.authority();
      String commit =
          app.change()
              .file(".gitmodules", module("a", start + "/lib.git") + module("b", "../lib.git"))
              .submodule("a", oldest)
              .submodule("b", oldest)
              .pushTo("master");
      String address = "http://me:right@" + server.authority() + "/app.git";
      try (SourceTree tree = ready(address, commit)) {
        assertEquals("one", files(tree).get("a/lib.txt"));
        assertEquals("one", files(tree).get("b/lib.txt"));
      }
    }
  }

  @Test
  void aSubmoduleOfASubmoduleIsResolvedFromThatOne() throws IOException {
    try (var inner = RealRepository.in(folder.resolve("git").resolve("inner.git"))) {
      String deep = inner.change().file("x", "deep").pushTo("master");
      String middle =
          library
              .change()
              .file(".gitmodules", module("inner", "../inner.git"))
              .submodule("inner", deep)
              .pushTo("master");
      String commit =
          app.change()
              .file(".gitmodules", module("vendor", "../lib.git"))
              .submodule("vendor", middle)
              .pushTo("master");
      try (SourceTree tree = ready(app.url(), commit)) {
        assertEquals("deep", files(tree).get("vendor/inner/x"));
        assertEquals(Optional.of("deep"), tree.text("vendor/inner/x"));
      }
    }
  }

  @Test
  void aRepositoryThatHasItselfAsSubmoduleEndsSomewhere() throws IOException {
    String self =
        library
            .change()
            .file(".gitmodules", module("again", "../lib.git"))
            .submodule("again", oldest)
            .pushTo("master");
    for (int i = 0; i < TreeAssembly.DEEPEST + 1; i++) {
      self =
          library
              .change()
              .file(".gitmodules", module("again", "../lib.git"))
              .submodule("again", self)
              .addTo("master");
    }
    try (SourceTree tree = ready(library.url(), self)) {
      String path = "again/".repeat(TreeAssembly.DEEPEST) + "again";
      assertHas(files(tree), path, "3 deep");
    }
  }

  @Test
  void whatIsLeftOutIsSaidWithItsReason() throws IOException {
    String commit =
        app.change()
            .file(
                ".gitmodules",
                module("elsewhere", "https://other.example/lib.git")
                    + module("missing", "../none.git")
                    + module("gone", "../lib.git")
                    + module("../../outside", "../lib.git"))
            .submodule("elsewhere", oldest)
            .submodule("missing", oldest)
            .submodule("gone", "2".repeat(40))
            .submodule("unnamed", oldest)
            .pushTo("master");
    try (SourceTree tree = ready(app.url(), commit)) {
      Map<String, String> files = files(tree);
      assertHas(files, "elsewhere", "is not on the server");
      assertHas(files, "missing", "there is no repository");
      assertHas(files, "gone", "2222");
      assertHas(files, "unnamed", "does not name it");
      assertEquals(5, files.size(), files.toString());
    }
  }

  @Test
  void theFilesOfASubmoduleCountAsThoseOfTheApp() throws IOException {
    String large = library.change().file("x", "x".repeat(1_200_000)).pushTo("master");
    String commit =
        app.change()
            .file(".gitmodules", module("vendor", "../lib.git"))
            .submodule("vendor", large)
            .pushTo("master");
    try (SourceTree tree = ready(app.url(), commit)) {
      assertTrue(tree.take(path -> true).orElseThrow().contains("limit"));
      assertEquals(Optional.empty(), tree.take(path -> !path.startsWith("vendor/")));
    }
  }

  private static String module(String path, String url) {
    return "[submodule \"%s\"]\n\tpath = %s\n\turl = %s\n".formatted(path, path, url);
  }

  private SourceTree ready(String address, String commit) {
    AppSpec spec = Specs.of("app", address, null);
    Result<SourceTree> checkout = sources.clones().checkout(spec, MASTER, commit, () -> true);
    return Checkouts.ready(checkout);
  }

  private static void assertHas(Map<String, String> files, String path, String part) {
    assertTrue(files.getOrDefault(path, "").contains(part), files.toString());
  }

  /** What a tree holds, and why it does not hold the rest. */
  static Map<String, String> files(SourceTree tree) throws IOException {
    var contents = new TreeMap<String, String>();
    tree.visit(new Contents(contents));
    return contents;
  }
}
