package dev.aviary.builder.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go: all programs of a module, built into {@code bin}, where Heroku's Procfiles find them. */
final class GoRecogniser implements Recogniser {
  private static final String MOD = "go.mod";
  private static final String VERSION = "1.24";

  private static final Pattern MODULE = Pattern.compile("(?m)^module\\s+\"?([^\\s\"]+)");
  private static final Pattern HEROKU =
      Pattern.compile("(?m)^//\\s*\\+heroku\\s+install\\s+([\\w./ -]+?)\\s*$");

  private static final Pattern GO = Pattern.compile("(?m)^go\\s+(\\d+\\.\\d+(?:\\.\\d+)?)");

  @Override
  public String language() {
    return "Go";
  }

  @Override
  public String files() {
    return MOD;
  }

  @Override
  public boolean starts(String command) {
    return command.matches("(?s)\\s*(\\./)?bin/.*");
  }

  @Override
  public Optional<LanguagePlan> recognise(SourceFiles files) {
    if (!files.has(MOD)) {
      return Optional.empty();
    }
    var plan = new LanguagePlan("Go", MOD);
    boolean c = files.says("go.sum", "mattn/go-sqlite3");
    plan.packages.addAll(
        c ? List.of("gcc", "git", "golang-go", "libc6-dev") : List.of("git", "golang-go"));
    plan.runtime = List.of("tzdata");
    if (!files.hasFolder("vendor/")) {
      plan.dependencies.addAll(Arrays.asList(files.present(MOD, "go.sum")));
      plan.install("GOTOOLCHAIN=auto go mod download", false, "go");
    }
    plan.build(
        "GOTOOLCHAIN=auto CGO_ENABLED=%s go build -buildvcs=false -trimpath -ldflags='-s -w' -o bin/ %s"
            .formatted(c ? "1" : "0", what(files)),
        "go",
        ".cache/go-build");
    Matcher asked = GO.matcher(files.text(MOD));
    if (asked.find() && !VersionRange.of("<=" + VERSION).holds(asked.group(1))) {
      plan.versions.add(
          "go.mod asks for Go %s, Debian 13 has %s: Go fetches the other one while it builds"
              .formatted(asked.group(1), VERSION));
    }
    plan.env.put("PATH", Base.FOLDER + "/bin:$PATH");
    start(plan, files);
    return Optional.of(plan);
  }

  private static boolean atTop(SourceFiles files) {
    return files.has("main.go") || programs(files).isEmpty();
  }

  private static List<String> programs(SourceFiles files) {
    return files
        .matching("cmd/[^/]+/[^/]+\\.go")
        .map(path -> path.substring("cmd/".length(), path.lastIndexOf('/')))
        .distinct()
        .toList();
  }

  /** The packages that are built, which a comment for Heroku may name. */
  private static String what(SourceFiles files) {
    Matcher named = HEROKU.matcher(files.text(MOD));
    return named.find() ? named.group(1) : atTop(files) ? "." : "./cmd/...";
  }

  /** The program at the top, else the only one below cmd/. */
  private static void start(LanguagePlan plan, SourceFiles files) {
    Matcher module = MODULE.matcher(files.text(MOD));
    String name = module.find() ? module.group(1).replaceFirst("/v\\d+$", "") : "app";
    String last = name.substring(name.lastIndexOf('/') + 1);
    List<String> programs = programs(files);
    if (atTop(files)) {
      plan.start = "bin/" + last;
    } else if (programs.size() == 1) {
      plan.start = "bin/" + programs.getFirst();
    } else if (!programs.isEmpty()) {
      List.of(last, "server", "web", "api").stream()
          .filter(programs::contains)
          .findFirst()
          .ifPresent(chosen -> plan.start = "bin/" + chosen);
      plan.remarks.add("it has several programs: " + String.join(", ", programs));
    }
  }
}
