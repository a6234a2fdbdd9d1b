package dev.aviary.benchmark.builds;

import dev.aviary.benchmark.Distribution;
import dev.aviary.benchmark.PeerComparison;
import dev.aviary.benchmark.Report;
import dev.aviary.system.stack.OwnStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Measures builds after a change of one source file, by turns with the same build by hand, on a
 * stack of its own and the machine's own Docker engine.
 *
 * <p>Arguments: the folder of the report, which has the apps too; how many runs; a folder like
 * {@code node} and one like {@code maven} with all that their builds need.
 */
public final class BuildsBenchmark {
  private static final String PEER = "build by hand";

  private BuildsBenchmark() {}

  /** What is measured of one app. */
  private record Subject(
      String name, Path source, Path byHand, Optional<Path> dockerfile, String file) {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int runs = Integer.parseInt(arguments[1]);
    var report = new Report(folder, "Builds of a changed source");
    try (var own = new OwnStack()) {
      measure(report, own, folder, Path.of(arguments[2]), Path.of(arguments[3]), runs);
    }
    report.write();
  }

  private static void measure(
      Report report, OwnStack own, Path folder, Path node, Path maven, int runs) {
    Path nodeByHand = folder.resolve("by-hand/node.Dockerfile");
    Path mavenByHand = folder.resolve("by-hand/maven.Dockerfile");
    String java = "src/main/java/App.java";
    List<Subject> subjects =
        List.of(
            new Subject("node", node, nodeByHand, Optional.of(nodeByHand), "page.js"),
            new Subject("node-recognised", node, nodeByHand, Optional.empty(), "page.js"),
            new Subject("maven", maven, mavenByHand, Optional.of(mavenByHand), java),
            new Subject("maven-recognised", maven, mavenByHand, Optional.empty(), java));
    var rows = new ArrayList<PeerComparison>();
    var table =
        new StringBuilder(
            "| app | Aviary, s | by hand, s | times as long | live after, s | all runs: Aviary; by hand |\n|---|---|---|---|---|---|");
    for (Subject subject : subjects) {
      table.append('\n').append(row(own, subject, runs, rows));
      System.out.println(table);
    }
    report
        .section(
            "A change of one source file",
            "From the call of the trigger until the image is there: the repository is asked and fetched,"
                + " the source packed, and the engine's BuildKit builds. By hand: a tar of the folder goes"
                + " to the same BuildKit, without the start of Docker's client. Medians of %d runs, by turns, each with a"
                    .formatted(runs)
                + " change of its own, everything else cached. `recognised` is the same app without a"
                + " Dockerfile, beside the Dockerfile by hand. Nothing is downloaded: the Maven app has"
                + " its plugins in its repository. Target: 1.5 times at most.")
        .compare(rows)
        .line(table.toString());
  }

  private static String row(OwnStack own, Subject subject, int runs, List<PeerComparison> rows) {
    String content = content(subject);
    var built = new ArrayList<Double>();
    var live = new ArrayList<Double>();
    var byHand = new ArrayList<Double>();
    var ratios = new ArrayList<Double>();
    MeasuredApp app =
        MeasuredApp.on(own, subject.name(), subject.source(), subject.dockerfile(), subject.file());
    try (var hand = new HandBuild(subject.name(), subject.source(), subject.byHand())) {
      app.deploy(changed(content));
      hand.build(subject.file(), changed(content));
      for (int run = 0; run < runs; run++) {
        if (run % 2 == 0) {
          byHand.add(hand.build(subject.file(), changed(content)));
        }
        MeasuredApp.Times times = app.deploy(changed(content));
        built.add(times.built());
        live.add(times.live());
        if (run % 2 == 1) {
          byHand.add(hand.build(subject.file(), changed(content)));
        }
        ratios.add(PeerComparison.ratio(built.getLast(), byHand.getLast()));
      }
    }
    var ours = new Distribution(built, "s");
    var theirs = new Distribution(byHand, "s");
    double ratio = new Distribution(ratios, "").median();
    rows.add(
        new PeerComparison(
            subject.name(), "trigger to image", ours.median(), PEER, theirs.median(), ratio));
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f | %.2f | %.2f | %s; %s |",
        subject.name(),
        ours.median(),
        theirs.median(),
        ratio,
        new Distribution(live, "s").median(),
        ours.all(),
        theirs.all());
  }

  private static String content(Subject subject) {
    try {
      return Files.readString(subject.source().resolve(subject.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String changed(String content) {
    return content.replace("first", UUID.randomUUID().toString());
  }
}
