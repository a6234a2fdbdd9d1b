package dev.aviary.builder.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a source in one language is built and started: what a recogniser fills in.
 *
 * <p>On an image of the owner's, packages and set-up are left out: it brings what is needed.
 */
final class LanguagePlan {
  /**
   * A command of the build.
   *
   * @param root whether root runs it, rather than the app's user
   * @param caches folders below the user's home that keep what was downloaded
   */
  record Step(String command, boolean root, List<String> caches) {}

  /** The language, for a person. */
  final String language;

  /** The files by which it was recognised, for a person. */
  final String by;

  String base = Base.DEBIAN;

  /** Packages of Debian, where it is built. */
  final List<String> packages = new ArrayList<>();

  /** Packages of Debian, where it runs; null: it runs where it is built. */
  @Nullable List<String> runtime;

  /** Commands of root's that make the image ready, after the packages. */
  final List<String> setup = new ArrayList<>();

  /** The same where it runs, when it does not run where it is built. */
  final List<String> runtimeSetup = new ArrayList<>();

  final Map<String, String> env = new LinkedHashMap<>();

  /** What {@link Base#PYTHON} sets already, for an image of the owner's. */
  final Map<String, String> ownersEnv = new LinkedHashMap<>();

  /** What is so on Debian alone, not on an image of the owner's. */
  final Map<String, String> debianEnv = new LinkedHashMap<>();

  /** What the steps of {@code install} need of the source; empty: all of it. */
  final List<String> dependencies = new ArrayList<>();

  final List<Step> install = new ArrayList<>();
  final List<Step> build = new ArrayList<>();

  /** What starts it, where neither settings nor Procfile say; null when that is not clear. */
  @Nullable String start;

  /** Whether it is started so although a Procfile names a program that only Heroku has. */
  boolean startsAnyway;

  /** Whether a program of the image serves it, so that an image of the owner's starts its own. */
  boolean server;

  /** Whether it is made of files beside it, by tools, so that these files can be served instead. */
  boolean tools;

  @Nullable String stopSignal;

  /** What a person may want to know of it. */
  final List<String> remarks = new ArrayList<>();

  /** Versions that are asked for and that Debian does not have. */
  final List<String> versions = new ArrayList<>();

  LanguagePlan(String language, String by) {
    this.language = language;
    this.by = by;
  }

  /** A source of which nothing is known, on the base that has Python. */
  static LanguagePlan asItIs() {
    var plan = new LanguagePlan("", "");
    plan.base = Base.PYTHON;
    return plan;
  }

  /** Root installs what all programs of the image see, the app's user what lies in its folder. */
  void install(String command, boolean root, String... caches) {
    install.add(new Step(command, root, List.of(caches)));
  }

  void build(String command, String... caches) {
    build.add(new Step(command, false, List.of(caches)));
  }

  /**
   * Says so when another version is asked for than Debian has.
   *
   * @param range as the language writes it; blank when nothing is asked for
   * @param by where it stands
   * @param image the name of an image that has it, with a place for the version
   */
  void version(String range, String by, String has, String image) {
    if (!VersionRange.of(range).holds(has)) {
      versions.add(
          "%s asks for %s %s, Debian 13 has %s; set baseImage for another, as in %s"
              .formatted(by, language, range.strip(), has, image.formatted(number(range))));
    }
  }

  private static String number(String range) {
    var found = VersionRange.NUMBER.matcher(range);
    return found.find() ? found.group() : "...";
  }
}
