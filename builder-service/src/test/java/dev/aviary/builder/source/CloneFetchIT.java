package dev.aviary.builder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.result.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;

/** How much of a repository is fetched, and fetches that fail. */
final class CloneFetchIT extends ClonesCase {
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
    var unreachable = assertInstanceOf(BranchTip.Unreachable.class, remote.tip(away, MASTER));
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
  void aRepositoryThatCannotBeFetchedIsRefusedWithItsReason() {
    var away = Specs.of("away", "file:///nowhere/a.git", null);
    var refused =
        assertInstanceOf(Refusal.class, clones.checkout(away, MASTER, "1".repeat(40), () -> true));
    assertTrue(refused.reason().contains("nowhere"), refused.reason());
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
}
