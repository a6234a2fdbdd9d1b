package dev.aviary.builder.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Python: requirements, pyproject (plain, uv or Poetry), Pipfile, setup, or a program alone. */
final class PythonRecogniser implements Recogniser {
  private static final String REQUIREMENTS = "requirements.txt";
  private static final String PYPROJECT = "pyproject.toml";
  private static final String PIPFILE = "Pipfile";
  private static final String SETUP = "setup.py";
  private static final String VERSION = "3.13";
  private static final String CACHE = ".cache/pip";

  /** What uv, Poetry and Pipenv are asked for: a list that pip takes. */
  private static final String LIST = "/tmp/requirements.txt";

  /** What python-base holds: nothing of it needs a compiler. */
  private static final Set<String> ON_BASE =
      Set.of(
          "flask",
          "gunicorn",
          "redis",
          "werkzeug",
          "jinja2",
          "click",
          "itsdangerous",
          "blinker",
          "markupsafe");

  /** Debian's packages that Python's need beside a compiler. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.of(
          "psycopg2", List.of("libpq-dev"),
          "psycopg", List.of("libpq5"),
          "mysqlclient", List.of("default-libmysqlclient-dev", "pkg-config"),
          "python-ldap", List.of("libldap-dev", "libsasl2-dev"),
          "weasyprint", List.of("libpango-1.0-0", "libpangoft2-1.0-0"),
          "opencv-python", List.of("libgl1", "libglib2.0-0"),
          "cairosvg", List.of("libcairo2"),
          "python-magic", List.of("libmagic1"));

  private static final Pattern REQUIREMENT =
      Pattern.compile("(?m)^\\s*([A-Za-z0-9][A-Za-z0-9._-]*)\\s*(?:[\\[<>=!~;@#].*)?$");

  private static final Pattern PYPROJECT_VERSION =
      Pattern.compile("(?m)^\\s*(?:requires-python|python)\\s*=\\s*[\"']([^\"']+)[\"']");

  private static final Pattern PIPFILE_VERSION =
      Pattern.compile("(?m)^\\s*python(?:_full)?_version\\s*=\\s*[\"']([^\"']+)[\"']");

  @Override
  public String language() {
    return "Python";
  }

  @Override
  public String files() {
    return "requirements.txt, pyproject.toml, Pipfile, setup.py, manage.py, app.py, main.py";
  }

  @Override
  public boolean starts(String command) {
    return command.matches(
        "(?s)(.*[\\s/])?(python3?|gunicorn|uvicorn|hypercorn|daphne|waitress-serve|flask|uv|poetry|pipenv)\\s.*");
  }

  @Override
  public Optional<LanguagePlan> recognise(SourceFiles files) {
    return files
        .first(REQUIREMENTS, PYPROJECT, PIPFILE, SETUP)
        .or(() -> files.first("manage.py"))
        .or(() -> files.first(PythonStart.PROGRAMS))
        .map(by -> plan(files, by));
  }

  private static LanguagePlan plan(SourceFiles files, String by) {
    var plan = new LanguagePlan("Python", by);
    plan.base = Base.PYTHON;
    plan.ownersEnv.put("PYTHONUNBUFFERED", "1");
    plan.ownersEnv.put("PYTHONDONTWRITEBYTECODE", "1");
    // A Debian of the owner's keeps pip from its own packages, of which an image has no need.
    plan.ownersEnv.put("PIP_BREAK_SYSTEM_PACKAGES", "1");
    PythonStart.Found start = PythonStart.of(files);
    plan.start = start.command();
    install(plan, files, by, start);
    versions(plan, files);
    if (by.equals(REQUIREMENTS) && files.has(PYPROJECT)) {
      plan.remarks.add("requirements.txt comes before pyproject.toml, which was not installed");
    }
    return plan;
  }

  private static void install(
      LanguagePlan plan, SourceFiles files, String by, PythonStart.Found start) {
    boolean guessed = Procfile.of(files.text(Procfile.NAME)).web() == null;
    String more = guessed && !start.server().isEmpty() ? " " + start.server() : "";
    switch (by) {
      case REQUIREMENTS -> {
        compiler(plan, names(files.text(REQUIREMENTS)).toList());
        if (!files.text(REQUIREMENTS).matches("(?s).*(^|\\n)\\s*(-r|-c|-e|--req|\\.|file:).*")) {
          plan.dependencies.add(REQUIREMENTS);
        }
        pip(plan, "-r " + REQUIREMENTS + more);
      }
      case PYPROJECT -> {
        compiler(plan, null);
        plan.dependencies.addAll(
            Arrays.asList(files.present(PYPROJECT, "uv.lock", "poetry.lock", "README.md")));
        list(plan, files);
        pip(plan, "-r " + LIST + more);
        if (files.matching("src/[^/]+/__init__\\.py").findAny().isPresent()) {
          plan.env.put("PYTHONPATH", "src");
        }
      }
      case PIPFILE -> {
        compiler(plan, null);
        plan.dependencies.addAll(Arrays.asList(files.present(PIPFILE, "Pipfile.lock")));
        String lock = files.has("Pipfile.lock") ? "" : "pipenv lock && ";
        tool(plan, "pipenv", lock + "pipenv requirements > " + LIST);
        pip(plan, "-r " + LIST + more);
      }
      case SETUP -> {
        compiler(plan, null);
        pip(plan, "." + more);
      }
      default -> {
        plan.remarks.add(
            "nothing says which packages it needs, as requirements.txt does: it gets those of %s"
                .formatted(Base.PYTHON));
        if (more.equals(" uvicorn")) {
          pip(plan, "uvicorn");
        }
      }
    }
  }

  /** Makes a list of what pyproject.toml asks for, by the tool that locked it. */
  private static void list(LanguagePlan plan, SourceFiles files) {
    if (files.has("uv.lock")) {
      tool(plan, "uv", "uv export --frozen --no-dev --no-emit-project --no-hashes -q -o " + LIST);
    } else if (files.has("poetry.lock") || files.says(PYPROJECT, "[tool.poetry.dependencies]")) {
      String lock = files.has("poetry.lock") ? "" : "poetry lock && ";
      tool(
          plan,
          "poetry poetry-plugin-export",
          lock + "poetry export --only main --without-hashes -o " + LIST);
    } else {
      plan.install(
          "python3 -c \"import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))"
              + ".get('project', {}).get('dependencies', []), sep='\\n')\" > "
              + LIST,
          true);
    }
  }

  /** A tool of its own environment, of which nothing remains in the image. */
  private static void tool(LanguagePlan plan, String packages, String command) {
    plan.install(
        "python3 -m venv /tmp/tool && /tmp/tool/bin/pip install -q %s && PATH=/tmp/tool/bin:$PATH && %s && rm -rf /tmp/tool"
            .formatted(packages, command),
        true,
        CACHE);
  }

  private static void pip(LanguagePlan plan, String what) {
    plan.install("pip install " + what, true, CACHE);
  }

  /** Packages without a wheel are compiled; what python-base holds is not. */
  private static void compiler(LanguagePlan plan, @Nullable List<String> names) {
    if (names != null && ON_BASE.containsAll(names)) {
      return;
    }
    plan.packages.addAll(List.of("gcc", "git", "libc6-dev", "python3-dev"));
    var more = new ArrayList<String>();
    if (names != null) {
      names.forEach(name -> more.addAll(LIBRARIES.getOrDefault(name, List.of())));
    }
    plan.packages.addAll(more.stream().distinct().sorted().toList());
  }

  /** As PyPI compares names. */
  static Stream<String> names(String requirements) {
    return REQUIREMENT
        .matcher(requirements)
        .results()
        .map(found -> found.group(1).toLowerCase(Locale.ROOT).replaceAll("[._-]+", "-"));
  }

  private static void versions(LanguagePlan plan, SourceFiles files) {
    String image = "python:%s-slim";
    for (String name : List.of(".python-version", "runtime.txt")) {
      String asked = files.text(name).lines().findFirst().orElse("").replace("python-", "");
      plan.version(asked, name, VERSION, image);
    }
    asked(PYPROJECT_VERSION, files.text(PYPROJECT))
        .ifPresent(range -> plan.version(range, PYPROJECT, VERSION, image));
    asked(PIPFILE_VERSION, files.text(PIPFILE))
        .ifPresent(range -> plan.version(range, PIPFILE, VERSION, image));
  }

  private static Optional<String> asked(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
