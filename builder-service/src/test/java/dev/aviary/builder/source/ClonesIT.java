package dev.aviary.builder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.testing.RealRepository;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.result.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClonesIT extends ClonesCase {
  @Test
  void aBranchStandsAtItsLastCommit() {
    repository.change().file("a", "1").pushTo("master");
    String second = repository.change().file("a", "2").pushTo("master");
    assertEquals(new BranchTip.At(second), remote.tip(app, MASTER));
    assertEquals(new BranchTip.NoBranch(), remote.tip(app, new Branch("mas")));
  }

  @Test
  void aRepositoryThatIsNotThereIsUnreachable() {
    for (String url : List.of("file:///nowhere/a.git", "http://127.0.0.1:1/a.git", "no address")) {
      assertInstanceOf(
          BranchTip.Unreachable.class, remote.tip(Specs.of("app", url, null), MASTER), url);
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
      assertEquals(Optional.empty(), tree.text("bin"), "a folder is not a text");
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
