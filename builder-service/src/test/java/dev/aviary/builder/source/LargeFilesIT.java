package dev.aviary.builder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.GitShellServer;
import dev.aviary.builder.testing.GitWebServer;
import dev.aviary.builder.testing.OwnAuthority;
import dev.aviary.builder.testing.RealRepository;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.hash.Sha256;
import dev.aviary.contract.result.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repositories whose large files Git LFS keeps. */
final class LargeFilesIT {
  private static final Branch MASTER = new Branch("master");
  private static final String TRACKED = "*.bin filter=lfs diff=lfs merge=lfs -text\n";
  private static final String CONTENT = "weights".repeat(1000);

  @TempDir private Path folder;
  private RealRepository repository;
  private Sources sources;

  @BeforeEach
  void start() {
    repository = RealRepository.in(folder.resolve("git").resolve("x.git"));
    sources =
        new Sources(
            new SourceSettings(
                folder.resolve("data"), 1, 5, Duration.ofMinutes(1), Duration.ofSeconds(10), null));
  }

  @AfterEach
  void stop() {
    repository.close();
  }

  @Test
  void aPointerOfARepositoryOnTheDiskIsTheFileOfItsFolder() throws IOException {
    String commit = pushed();
    keep(CONTENT);
    assertBuilt(repository.url(), commit);
  }

  @Test
  void aPointerIsFetchedByTheBatchApiWithTheCredentialsOfTheApp() throws IOException {
    String commit = pushed();
    keep(CONTENT);
    try (var server = GitWebServer.start(folder.resolve("git"), "me:p%q")) {
      assertBuilt("http://me:p%25q@" + server.authority() + "/x.git", commit);
    }
  }

  @Test
  void aServerWithItsOwnAuthorityIsAskedForThemToo() throws IOException {
    String commit = pushed();
    keep(CONTENT);
    OwnAuthority own = OwnAuthority.in(folder);
    try (var server = GitWebServer.start(folder.resolve("git"), "tok:", own.server())) {
      var app = app("https://tok@" + server.authority() + "/x.git").withRepositoryCa(own.pem());
      assertBuilt(app, commit);
    }
  }

  @Test
  void anotherServerThatKeepsTheContentIsGivenNoCredentials() throws IOException {
    String commit = pushed();
    keep(CONTENT);
    try (var server = GitWebServer.start(folder.resolve("git"), "me:right");
        var store = GitWebServer.start(folder.resolve("git"), null)) {
      server.keepElsewhere(
          oid(CONTENT), "http://%s/x.git/%s".formatted(store.authority(), place(CONTENT)));
      assertBuilt("http://me:right@" + server.authority() + "/x.git", commit);
      assertEquals(1, store.requests().size(), store.requests().toString());
      assertTrue(store.requests().getFirst().endsWith(" -"), store.requests().toString());
    }
  }

  @Test
  void overSshTheServerSaysWhereTheyAreKept() throws IOException {
    String commit = pushed();
    keep(CONTENT);
    try (var web = GitWebServer.start(folder.resolve("git"), "lfs:token");
        var shell = GitShellServer.start(folder.resolve("git"), folder.resolve("host-key"), 0)) {
      shell.add(sources.keys().of("app").line());
      shell.answer(
          "git-lfs-authenticate '/x.git' download",
          "{\"href\":\"http://%s/x.git/info/lfs\",\"header\":{\"Authorization\":\"Basic bGZzOnRva2Vu\"}}"
              .formatted(web.authority()));
      assertBuilt(shell.url("x.git"), commit);
    }
  }

  @Test
  void aPointerThatCannotBeFetchedIsRefusedWithItsPathAndWhatToDo() throws IOException {
    String commit = pushed();
    assertRefused(repository.url(), commit, "git lfs push");
    try (var server = GitWebServer.start(folder.resolve("git"), null)) {
      String address = "http://" + server.authority() + "/x.git";
      assertRefused(address, commit, "keeps no files of Git LFS for this repository");
      keep("another");
      assertRefused(address, commit, "404 Object does not exist");
    }
  }

  @Test
  void aFileThatIsNotWhatItsPointerNamesIsRefused() throws IOException {
    String commit = pushed();
    Path place = keep(CONTENT);
    Files.writeString(place, "x".repeat(CONTENT.length()));
    assertRefused(repository.url(), commit, "another file than its pointer names");
    Files.writeString(place, CONTENT);
    assertBuilt(repository.url(), commit);
  }

  @Test
  void whatIsLeftOutOfTheBuildIsNotFetched() throws IOException {
    String commit = pushed();
    try (SourceTree tree = ready(app(repository.url()), commit)) {
      assertEquals(Optional.empty(), tree.take(path -> !path.endsWith(".bin")));
    }
  }

  @Test
  void theLimitCountsTheFileNotItsPointer() throws IOException {
    String commit =
        repository
            .change()
            .file(".gitattributes", TRACKED)
            .file("data/model.bin", pointer("0".repeat(64), 5_000_000))
            .pushTo("master");
    try (SourceTree tree = ready(app(repository.url()), commit)) {
      String reason = tree.take(path -> true).orElseThrow();
      assertTrue(reason.contains("5000"), reason);
      assertTrue(reason.contains("aviary.source.limit-megabytes"), reason);
    }
  }

  @Test
  void aPointerThatNoAttributeMarksIsAFileOfItsOwn() throws IOException {
    String text = pointer(oid(CONTENT), CONTENT.length());
    String commit =
        repository
            .change()
            .file(".gitattributes", TRACKED)
            .file("sub/.gitattributes", "*.bin -filter\n")
            .file("sub/model.bin", text)
            .file("pointer.txt", text)
            .pushTo("master");
    try (SourceTree tree = ready(app(repository.url()), commit)) {
      assertEquals(Optional.empty(), tree.take(path -> true));
      assertEquals(text, SubmodulesIT.files(tree).get("sub/model.bin"));
      assertEquals(text, SubmodulesIT.files(tree).get("pointer.txt"));
    }
  }

  @Test
  void anotherHostInTheRepositorysOwnConfigurationIsNotAsked() throws IOException {
    try (var server = GitWebServer.start(folder.resolve("git"), null)) {
      String commit =
          repository
              .change()
              .file(".gitattributes", TRACKED)
              .file(".lfsconfig", "[lfs]\n\turl = http://169.254.169.254/latest\n")
              .file("data/model.bin", pointer(oid(CONTENT), CONTENT.length()))
              .pushTo("master");
      assertRefused("http://" + server.authority() + "/x.git", commit, "own host only");
    }
  }

  private String pushed() {
    return repository
        .change()
        .file(".gitattributes", TRACKED)
        .file("data/model.bin", pointer(oid(CONTENT), CONTENT.length()))
        .pushTo("master");
  }

  private Path keep(String content) throws IOException {
    Path place = repository.folder().resolve(place(content));
    Files.createDirectories(place.getParent());
    return Files.writeString(place, content);
  }

  private static String place(String content) {
    String oid = oid(content);
    return "lfs/objects/%s/%s/%s".formatted(oid.substring(0, 2), oid.substring(2, 4), oid);
  }

  private static String pointer(String oid, long size) {
    return "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n"
        .formatted(oid, size);
  }

  private static String oid(String content) {
    return HexFormat.of()
        .formatHex(Sha256.begin().digest(content.getBytes(StandardCharsets.UTF_8)));
  }

  private void assertBuilt(String address, String commit) throws IOException {
    assertBuilt(app(address), commit);
  }

  private void assertBuilt(AppSpec app, String commit) throws IOException {
    try (SourceTree tree = ready(app, commit)) {
      assertEquals(Optional.empty(), tree.take(path -> true));
      assertEquals(CONTENT, SubmodulesIT.files(tree).get("data/model.bin"));
    }
  }

  private void assertRefused(String address, String commit, String why) throws IOException {
    try (SourceTree tree = ready(app(address), commit)) {
      String reason = tree.take(path -> true).orElseThrow();
      assertTrue(reason.startsWith("data/model.bin is kept by Git LFS"), reason);
      assertTrue(reason.contains(why), reason);
    }
  }

  private SourceTree ready(AppSpec app, String commit) {
    Result<SourceTree> checkout = sources.clones().checkout(app, MASTER, commit, () -> true);
    return Checkouts.ready(checkout);
  }

  private static AppSpec app(String address) {
    return Specs.of("app", address, null);
  }
}
