package dev.aviary.builder.recipe;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a program in Python is started that does not say so itself. */
final class PythonStart {
  /** Programs by their usual names, the likeliest first. */
  static final String[] PROGRAMS = {
    "app.py", "main.py", "wsgi.py", "asgi.py", "application.py", "server.py", "run.py"
  };

  private static final String[] MODULES = {
    "wsgi.py",
    "app.py",
    "main.py",
    "asgi.py",
    "application.py",
    "server.py",
    "run.py",
    "app/__init__.py",
    "app/main.py",
    "src/main.py",
    "src/app.py"
  };

  private static final Pattern FLASK =
      Pattern.compile("(?m)^(\\w+)\\s*(?::\\s*\\w+\\s*)?=\\s*(?:flask\\.)?Flask\\(");
  private static final Pattern FACTORY = Pattern.compile("(?m)^def (create_app|make_app)\\(");
  private static final Pattern MADE =
      Pattern.compile("(?m)^(\\w+)\\s*=\\s*(?:create_app|make_app)\\(");
  private static final Pattern ASGI =
      Pattern.compile(
          "(?m)^(\\w+)\\s*(?::\\s*\\w+\\s*)?=\\s*(?:\\w+\\.)?(?:FastAPI|Starlette|Litestar)\\(");
  private static final Pattern SETTINGS =
      Pattern.compile("DJANGO_SETTINGS_MODULE[\"']\\s*,\\s*[\"']([\\w.]+)[\"']");

  private PythonStart() {}

  /**
   * What starts it.
   *
   * @param command null when that is not clear
   * @param server the package that serves it, to be installed beside its own; empty when there is
   *     none
   */
  record Found(@Nullable String command, String server) {}

  static Found of(SourceFiles files) {
    return django(files)
        .or(() -> Stream.of(MODULES).flatMap(file -> module(files, file).stream()).findFirst())
        .or(() -> files.first(PROGRAMS).map(name -> new Found("python3 " + name, "")))
        .orElse(new Found(null, ""));
  }

  /** The package that holds the settings mostly holds wsgi.py too. */
  private static Optional<Found> django(SourceFiles files) {
    if (!files.has("manage.py")) {
      return Optional.empty();
    }
    Matcher found = SETTINGS.matcher(files.text("manage.py"));
    String settings = found.find() ? found.group(1).replace('.', '/') : "";
    for (String folder = settings; folder.contains("/"); ) {
      folder = folder.substring(0, folder.lastIndexOf('/'));
      if (files.has(folder + "/wsgi.py")) {
        return Optional.of(gunicorn(folder.replace('/', '.') + ".wsgi"));
      }
    }
    List<String> all = files.matching("([\\w-]+/){1,2}wsgi\\.py").toList();
    return all.size() == 1
        ? Optional.of(gunicorn(all.getFirst().replace(".py", "").replace('/', '.')))
        : Optional.empty();
  }

  private static Optional<Found> module(SourceFiles files, String file) {
    String text = files.text(file);
    String name = file.replace("/__init__.py", "").replace(".py", "").replace('/', '.');
    Matcher asgi = ASGI.matcher(text);
    if (asgi.find()) {
      return Optional.of(
          new Found(
              "uvicorn %s:%s --host 0.0.0.0 --port $PORT".formatted(name, asgi.group(1)),
              "uvicorn"));
    }
    for (Pattern pattern : List.of(FLASK, MADE)) {
      Matcher made = pattern.matcher(text);
      if (made.find()) {
        return Optional.of(gunicorn(name + ":" + made.group(1)));
      }
    }
    Matcher factory = FACTORY.matcher(text);
    return factory.find() && text.contains("Flask(")
        ? Optional.of(gunicorn("'%s:%s()'".formatted(name, factory.group(1))))
        : Optional.empty();
  }

  private static Found gunicorn(String app) {
    return new Found("gunicorn --bind 0.0.0.0:$PORT --threads 8 %s".formatted(app), "gunicorn");
  }
}
