package dev.aviary.builder.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The languages that are recognised. The first that fits is taken, unless a Procfile starts a
 * program of another one: a package.json beside the files of another language mostly builds what
 * browsers load. One that only names tools for a site that lies there is left out.
 */
final class Recognisers {
  private static final Recogniser PYTHON = new PythonRecogniser();

  private static final List<Recogniser> ALL =
      List.of(
          new PhpRecogniser(),
          new RubyRecogniser(),
          new JavaRecogniser(),
          new GoRecogniser(),
          PYTHON,
          new NodeRecogniser(),
          new StaticSiteRecogniser());

  private static final Map<String, String> EXAMPLES =
      Map.of(
          "Python", "gunicorn app:app",
          "Node.js", "node server.js",
          "Java", "java -jar target/app.jar",
          "Go", "bin/server",
          "Ruby", "bundle exec puma",
          "PHP", "apache2 -DFOREGROUND");

  private Recognisers() {}

  /**
   * How the source is built and started.
   *
   * @param web what a Procfile starts it with
   * @param command whether its settings start it with something
   * @param remarks takes what is to be said of the choice
   */
  static Optional<LanguagePlan> recognise(
      SourceFiles files, @Nullable String web, boolean command, List<String> remarks) {
    var plans = new LinkedHashMap<Recogniser, LanguagePlan>();
    ALL.forEach(each -> each.recognise(files).ifPresent(plan -> plans.put(each, plan)));
    if (web == null && !command && plans.values().removeIf(plan -> plan.tools)) {
      remarks.add(
          "package.json names no start and no packages to run with, so no program of it is started;"
              + " a Procfile or the setting command names one");
    }
    Optional<LanguagePlan> chosen = chosen(plans, web);
    chosen.ifPresent(plan -> {
      String others =
          plans.values().stream()
              .filter(other -> !other.language.equals(plan.language))
              .filter(other -> !other.language.equals("static files"))
              .map(other -> "%s (%s)".formatted(other.language, other.by))
              .collect(Collectors.joining(", "));
      if (!others.isEmpty()) {
        remarks.add(
            "%s is built, and nothing of %s; a Dockerfile can build both"
                .formatted(
                    plan.language.isEmpty() ? "The source as it is" : plan.language, others));
      }
    });
    return chosen;
  }

  private static Optional<LanguagePlan> chosen(
      Map<Recogniser, LanguagePlan> plans, @Nullable String web) {
    if (web != null) {
      Optional<Recogniser> named = ALL.stream().filter(each -> each.starts(web)).findFirst();
      if (named.isPresent() && (plans.containsKey(named.get()) || named.get() == PYTHON)) {
        // Without a file that says so, python-base is there for programs of Python.
        return Optional.of(plans.getOrDefault(named.get(), LanguagePlan.asItIs()));
      }
    }
    return plans.values().stream().findFirst();
  }

  /** What is recognised, for a person. */
  static String files() {
    return ALL.stream()
        .map(each -> "%s (%s)".formatted(each.language(), each.files()))
        .collect(Collectors.joining("; "));
  }

  /** A start command as one of this language is. */
  static String example(LanguagePlan plan) {
    return EXAMPLES.getOrDefault(plan.language, "./start");
  }
}
