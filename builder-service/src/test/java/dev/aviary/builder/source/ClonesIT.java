package dev.aviary.builder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.RealRepository;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.result.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClonesIT {
  private static final Branch MASTER = new Branch("master");

  @TempDir private Path folder;
  private RealRepository repository;
  private AppSpec app;
  private Clones clones;
  private Remote remote;

  @BeforeEach
  void start() {
    repository = RealRepository.in(folder.resolve("app.git"));
    app = Specs.of("app", repository.url(), null);
    var settings = settings();
    var sources = new Sources(settings);
    clones = sources.clones();
    remote = sources.remote();
  }

  @AfterEach
  void stop() {
    repository.close();
  }

  @Test
  void aBranchStandsAtItsLastCommit() {
    repository.change().file("a", "1").pushTo("master");
    String second = repository.change().file("a", "2").pushTo("master");
    assertEquals(new Tip.At(second), remote.tip(app, MASTER));
    assertEquals(new Tip.NoBranch(), remote.tip(app, new Branch("mas")));
  }

  @Test
  void aRepositoryThatIsNotThereIsUnreachable() {
    for (String url : List.of("file:///nowhere/a.git", "http://127.0.0.1:1/a.git", "no address")) {
      assertInstanceOf(Tip.Unreachable.class, remote.tip(Specs.of("app", url, null), MASTER), url);
    }
  }

  @Test
  void everyEntryOfATreeIsHandedOverAsItIs() throws IOException {
    String commit =
        repository
            .change()
            .file("Procfile", "web: a\n")
            .program("bin/run", "#!/bin/sh\n")
            .link("passwords", "../../../etc/passwd")
            .submodule("lib/other")
            .pushTo("master");
    var entries = new ArrayList<String>();
    try (SourceTree tree = ready(commit)) {
      tree.visit(new Entries(entries));
      assertEquals(Optional.of("web: a\n"), tree.text("Procfile"));
      assertEquals(Optional.empty(), tree.text("Dockerfile"));
      assertEquals(Optional.empty(), tree.text("passwords"), "a link is not followed");
      assertEquals(Optional.empty(), tree.text("bin"), "a folder is no text");
    }
    assertEquals(
        List.of(
            "file Procfile false 7 web: a\n",
            "folder bin",
            "file bin/run true 10 #!/bin/sh\n",
            "folder lib",
            "folder lib/other",
            "submodule lib/other: .gitmodules does not name it",
            "link passwords ../../../etc/passwd"),
        entries);
  }

  @Test
  void anOlderCommitIsFoundAfterTheBranchMovedOn() {
    String first = repository.change().file("a", "1").pushTo("master");
    ready(first).close();
    String second = repository.change().file("a", "2").addTo("master");
    ready(second).close();
    ready(first).close();
  }

  @Test
  void aCommitOfAnotherBranchIsRefusedEvenWhenItIsHere() {
    repository.change().file("a", "1").pushTo("master");
    String other = repository.change().file("a", "2").pushTo("other");
    assertReady(new Branch("other"), other);
    var refused = assertInstanceOf(Refusal.class, clones.checkout(app, MASTER, other, () -> true));
    assertTrue(refused.reason().contains("not in branch master"), refused.reason());
  }

  @Test
  void aCommitOfTheRepositoryBeforeIsRefusedWhenTheAppHasAnotherOne() throws IOException {
    String before = repository.change().file("a", "1").pushTo("master");
    ready(before).close();
    try (var another = RealRepository.in(folder.resolve("another.git"))) {
      String now = another.change().file("a", "2").pushTo("master");
      app = Specs.of("app", another.url(), null);
      ready(now).close();
      assertInstanceOf(Refusal.class, clones.checkout(app, MASTER, before, () -> true));
      try (var all = Files.list(folder.resolve("data").resolve("clones"))) {
        assertEquals(1, all.count(), "the clone of the repository before is gone");
      }
    }
  }

  @Test
  void aCloneStaysSmallHoweverOftenItIsFetched() throws IOException {
    String first = repository.change().file("a", "0").pushTo("master");
    ready(first).close();
    for (int i = 1; i <= 2 * CloneFolders.PACKS; i++) {
      String next = repository.change().file("a", Integer.toString(i)).addTo("master");
      try (SourceTree tree = ready(next)) {
        assertEquals(Optional.of(Integer.toString(i)), tree.text("a"));
      }
    }
    try (Repository clone = new CloneFolders(settings()).open(app)) {
      int packs = CloneFolders.packs(clone.getDirectory().toPath());
      assertTrue(packs <= CloneFolders.PACKS, packs + " packs");
    }
    ready(first).close();
  }

  @Test
  void onlyTheTipIsFetchedOfALongHistory() throws IOException {
    repository.change().file("a", "0").pushTo("master");
    String last = "";
    for (int i = 1; i <= 30; i++) {
      last = repository.change().file("a", Integer.toString(i)).addTo("master");
    }
    try (SourceTree tree = ready(last)) {
      assertEquals(Optional.of("30"), tree.text("a"));
    }
    try (Repository clone = new CloneFolders(settings()).open(app);
        var reader = clone.newObjectReader()) {
      assertEquals(1, reader.getShallowCommits().size());
      assertEquals(Set.of(ObjectId.fromString(last)), reader.getShallowCommits());
    }
  }

  @Test
  void anOlderCommitIsFetchedAsDeepAsItLies() {
    String first = repository.change().file("a", "0").pushTo("master");
    String tenth = "";
    String last = "";
    for (int i = 1; i <= 30; i++) {
      last = repository.change().file("a", Integer.toString(i)).addTo("master");
      tenth = i == 20 ? last : tenth;
    }
    ready(last).close();
    ready(tenth).close();
    ready(first).close();
    ready(last).close();
  }

  @Test
  void aFetchThatNobodyWantsAnyMoreEnds() {
    String commit = repository.change().file("a", "1").pushTo("master");
    var fetching = new Fetching(settings(), () -> false);
    LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
    assertTrue(fetching.isCancelled());
    assertEquals(Optional.of("it is no longer wanted"), fetching.ended());
    ready(commit).close();
  }

  @Test
  void theCredentialsOfARepositoryAreInNoReason() {
    var away = Specs.of("away", "http://ada:geheim@127.0.0.1:1/a.git", null);
    var refused =
        assertInstanceOf(Refusal.class, clones.checkout(away, MASTER, "1".repeat(40), () -> true));
    assertTrue(refused.reason().contains("http://***@127.0.0.1:1/a.git"), refused.reason());
    var unreachable = assertInstanceOf(Tip.Unreachable.class, remote.tip(away, MASTER));
    for (String reason : List.of(refused.reason(), unreachable.reason())) {
      assertFalse(reason.contains("geheim"), reason);
      assertFalse(reason.contains("ada"), reason);
    }
  }

  @Test
  void branchesThatExcludeEachOthersNamesAreBothFetched() {
    String folderLike = repository.change().file("a", "1").pushTo("fix/one");
    assertReady(new Branch("fix/one"), folderLike);
    repository.delete("fix/one");
    String plain = repository.change().file("a", "2").pushTo("fix");
    assertReady(new Branch("fix"), plain);
  }

  @Test
  void aCommitThatIsGoneIsRefused() {
    repository.change().file("a", "1").pushTo("master");
    var refused =
        assertInstanceOf(Refusal.class, clones.checkout(app, MASTER, "1".repeat(40), () -> true));
    assertTrue(refused.reason().contains("not in branch master"), refused.reason());
  }

  @Test
  void aSourceOverTheLimitIsRefusedByWhatABuildTakesOfIt() throws IOException {
    String commit =
        repository
            .change()
            .file("a", "x".repeat(700_000))
            .file("b", "y".repeat(700_000))
            .pushTo("master");
    try (SourceTree tree = ready(commit)) {
      String all = tree.take(path -> true).orElseThrow();
      assertTrue(all.contains("1400000 bytes"), all);
      assertEquals(Optional.empty(), tree.take(path -> !path.equals("b")));
    }
  }

  @Test
  void aRepositoryThatCannotBeFetchedIsRefusedWithItsReason() {
    var away = Specs.of("away", "file:///nowhere/a.git", null);
    var refused =
        assertInstanceOf(Refusal.class, clones.checkout(away, MASTER, "1".repeat(40), () -> true));
    assertTrue(refused.reason().contains("nowhere"), refused.reason());
  }

  private SourceSettings settings() {
    return new SourceSettings(data(), 1, 5, Duration.ofMinutes(1), Duration.ofSeconds(10), null);
  }

  private Path data() {
    return folder.resolve("data");
  }

  @Test
  void aCloneIsClosedWhenItsFetchFails() throws IOException {
    ready(repository.change().file("a", "1").pushTo("master")).close();
    Branch branch = new Branch("other");
    String other = repository.change().file("a", "2").pushTo("other");
    assertReady(branch, other);
    Files.move(repository.folder(), folder.resolve("away.git"));
    try (SourceTree known = ready(branch, other)) {
      assertEquals(Optional.of("2"), known.text("a"));
      assertTrue(openPacks() > 0, "an open clone holds files");
    }
    // It is here, so its pack is read before the branch is fetched again.
    var refused = assertInstanceOf(Refusal.class, clones.checkout(app, MASTER, other, () -> true));
    assertTrue(refused.reason().startsWith("cannot fetch"), refused.reason());
    assertEquals(0, openPacks());
  }

  /** Packs of clones that this process holds open. */
  private long openPacks() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files
          .map(ClonesIT::target)
          .filter(file -> file.startsWith(folder.toString()) && file.endsWith(".pack"))
          .count();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  private SourceTree ready(Branch branch, String commit) {
    return Checkouts.ready(clones.checkout(app, branch, commit, () -> true));
  }

  private SourceTree ready(String commit) {
    return Checkouts.ready(clones.checkout(app, MASTER, commit, () -> true));
  }

  private void assertReady(Branch branch, String commit) {
    Checkouts.ready(clones.checkout(app, branch, commit, () -> true)).close();
  }

  private record Entries(List<String> seen) implements SourceTree.Visitor {
    @Override
    public void folder(String path) {
      seen.add("folder " + path);
    }

    @Override
    public void file(String path, boolean executable, long bytes, SourceTree.Content content)
        throws IOException {
      var out = new ByteArrayOutputStream();
      content.copyTo(out);
      String text = out.toString(StandardCharsets.UTF_8);
      seen.add("file " + path + " " + executable + " " + bytes + " " + text);
    }

    @Override
    public void link(String path, String target) {
      seen.add("link " + path + " " + target);
    }

    @Override
    public void submodule(String path, String reason) {
      seen.add("submodule " + path + ": " + reason);
    }
  }
}
