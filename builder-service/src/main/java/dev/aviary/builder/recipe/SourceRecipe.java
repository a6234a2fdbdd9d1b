package dev.aviary.builder.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How an image is made of a source that has no Dockerfile: pure. */
public sealed interface SourceRecipe {

  /** What tells other builders how to build. */
  List<String> OTHERS =
      List.of("heroku.yml", "app.json", "Aptfile", ".buildpacks", "nixpacks.toml", "railpack.json");

  /**
   * With this Dockerfile.
   *
   * @param source where the source is to lie in the build context
   * @param beside what the Procfile gives to the release beside the program that answers
   */
  record Made(String dockerfile, String source, ReleaseProcesses beside) implements SourceRecipe {}

  /** There is no way; {@code reason} says what is missing. */
  record Unknown(String reason) implements SourceRecipe {}

  /**
   * What is asked for.
   *
   * @param command what its settings start it with; null: what the source says
   * @param base the image of its settings; null: chosen by the source
   * @param python {@link Base#PYTHON}
   * @param caches begins the names of what a build keeps for the next one of this app; null: the
   *     builder keeps nothing
   */
  record Wanted(
      @Nullable String command, @Nullable Base base, Base python, @Nullable String caches) {}

  /**
   * Looks for what the source is written in.
   *
   * @param log takes what was recognised, and what is left out
   */
  static SourceRecipe of(SourceFiles files, Wanted wanted, Consumer<String> log) {
    Procfile procfile = Procfile.of(files.text(Procfile.NAME));
    var remarks = new ArrayList<>(procfile.remarks());
    Optional<LanguagePlan> recognised;
    try {
      recognised = Recognisers.recognise(files, procfile.web(), wanted.command() != null, remarks);
    } catch (JsonFile.BrokenException e) {
      return new Unknown(String.valueOf(e.getMessage()));
    }
    LanguagePlan plan = recognised.orElseGet(LanguagePlan::asItIs);
    boolean owners = wanted.base() != null && !wanted.base().image().equals(Base.PYTHON);
    boolean itself = owners && plan.server;
    String web = plan.startsAnyway && !owners ? null : procfile.web();
    String start = web != null ? web : itself ? null : plan.start;
    if (start == null && wanted.command() == null && !itself) {
      return new Unknown(nothingStarts(recognised) + OtherDockerfiles.hint(files));
    }
    remarks.addFirst(said(plan, wanted));
    remarks.addAll(plan.remarks);
    OTHERS.stream()
        .filter(files::has)
        .forEach(name -> remarks.add(name + " is left out: it is for another builder"));
    if (!owners) {
      remarks.addAll(plan.versions);
    }
    if (start != null && web == null && wanted.command() == null) {
      remarks.add("It is started with: " + start);
    }
    remarks.forEach(log);
    var writer = new DockerfileWriter(plan, base(plan, wanted), owners, start, wanted.caches());
    return new Made(writer.write(), DockerfileWriter.SOURCE, procfile.beside());
  }

  private static Base base(LanguagePlan plan, Wanted wanted) {
    if (wanted.base() != null) {
      return wanted.base();
    }
    return plan.base.equals(Base.PYTHON) ? wanted.python() : Base.unknown(plan.base);
  }

  private static String said(LanguagePlan plan, Wanted wanted) {
    String image = base(plan, wanted).image();
    return !plan.language.isEmpty()
        ? "Recognised %s by %s; it is put on %s".formatted(plan.language, plan.by, image)
        : "No language was recognised, so the source is put on %s as it is; what is recognised: %s"
            .formatted(image, Recognisers.files());
  }

  private static String nothingStarts(Optional<LanguagePlan> recognised) {
    String what =
        "nothing says how to start it: the repository has no Dockerfile, no web: line in a Procfile, "
            + "and the app's settings have no command. ";
    return what
        + recognised
            .map(plan ->
                "%s was recognised by %s, but not what starts it: give a Procfile with a line as 'web: %s'"
                    .formatted(plan.language, plan.by, Recognisers.example(plan)))
            .orElse("Without them these files are recognised: " + Recognisers.files());
  }
}
