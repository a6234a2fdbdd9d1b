package dev.aviary.builder.recipe;

import io.micronaut.json.tree.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Node.js: npm, yarn or pnpm, by their lock files. */
final class NodeRecogniser implements Recogniser {
  private static final String PACKAGE = "package.json";
  private static final String VERSION = "20.19";

  /** Scripts that npm runs while it installs, and that may need any file. */
  private static final List<String> ON_INSTALL =
      List.of("preinstall", "install", "postinstall", "prepare");

  private static final Pattern MANAGER = Pattern.compile("(npm|yarn|pnpm)@(\\d+[0-9.]*)");

  /** A start script that the shell needs no package manager for. */
  private static final Pattern PLAIN_START = Pattern.compile("node\\s[\\w./ =-]+");

  /** What builds files for browsers, and into which folder. */
  private static final Map<String, String> BUILDERS =
      Map.of("vite", "dist", "react-scripts", "build", "@vue/cli-service", "dist");

  private static final Pattern FOR_DEVELOPERS =
      Pattern.compile(
          "|(npx )?vite( .*)?|react-scripts start.*|vue-cli-service serve.*|(npm run|yarn|pnpm) dev");

  @Override
  public String language() {
    return "Node.js";
  }

  @Override
  public String files() {
    return PACKAGE;
  }

  @Override
  public boolean starts(String command) {
    return command.matches("(?s)(.*[\\s/])?(node|npm|npx|yarn|pnpm)\\s.*");
  }

  @Override
  public Optional<LanguagePlan> recognise(SourceFiles files) {
    if (!files.has(PACKAGE)) {
      return Optional.empty();
    }
    JsonNode json = JsonFile.read(files, PACKAGE);
    String manager = manager(files);
    String lock = files.first("pnpm-lock.yaml", "yarn.lock", "package-lock.json").orElse("");
    var plan = new LanguagePlan("Node.js", lock.isEmpty() ? PACKAGE : PACKAGE + " and " + lock);
    plan.packages.addAll(List.of("nodejs", "npm"));
    plan.env.put("NODE_ENV", "production");
    if (!manager.equals("npm")) {
      plan.setup.add("npm install --global " + global(manager, files, json));
    }
    if (compiles(files, lock)) {
      plan.packages.addAll(List.of("g++", "make", "python3"));
      // The headers that Debian's npm brings; node-gyp downloads others, which no mirror of npm
      // has.
      plan.debianEnv.put("npm_config_nodedir", "/usr");
    }
    Optional<String> script =
        script(json, "heroku-postbuild").isPresent()
            ? Optional.of("heroku-postbuild")
            : script(json, "build").map(_ -> "build");
    dependencies(plan, files, json);
    plan.install(install(manager, files, script.isPresent()), false, cache(manager));
    script.ifPresent(name -> plan.build("%s run %s".formatted(manager, name)));
    plan.start = start(files, json, manager);
    plan.env.put("PATH", Base.FOLDER + "/node_modules/.bin:$PATH");
    if (script.isPresent() && Procfile.of(files.text(Procfile.NAME)).web() == null) {
      browser(plan, json);
    }
    plan.tools = plan.start == null && tools(files, json);
    versions(plan, files, json);
    return Optional.of(plan);
  }

  private static String manager(SourceFiles files) {
    return files.has("pnpm-lock.yaml") ? "pnpm" : files.has("yarn.lock") ? "yarn" : "npm";
  }

  /** What npm installs, in the version that the repository names or its lock file was made by. */
  private static String global(String manager, SourceFiles files, JsonNode json) {
    Matcher asked = MANAGER.matcher(JsonFile.at(json, "packageManager"));
    boolean named = asked.find() && asked.group(1).equals(manager);
    if (manager.equals("pnpm")) {
      boolean old = files.text("pnpm-lock.yaml").contains("lockfileVersion: '6");
      return "pnpm@" + (named ? asked.group(2) : old ? "8" : "9");
    }
    // Yarn 1 hands over to the release that a repository of a later Yarn holds.
    boolean later = named && !asked.group(2).startsWith("1.");
    return later ? "@yarnpkg/cli-dist@" + asked.group(2) : "yarn@1";
  }

  private static String install(String manager, SourceFiles files, boolean builds) {
    return switch (manager) {
      case "pnpm" -> "pnpm install --frozen-lockfile" + (builds ? " --prod=false" : " --prod");
      case "yarn" ->
          files.says("yarn.lock", "__metadata:")
              ? "yarn install --immutable"
              : "yarn install --frozen-lockfile" + (builds ? " --production=false" : "");
      default ->
          "npm %s --no-audit --no-fund%s"
              .formatted(
                  files.has("package-lock.json") ? "ci" : "install",
                  builds ? " --include=dev" : " --omit=dev");
    };
  }

  private static String cache(String manager) {
    return switch (manager) {
      case "pnpm" -> ".local/share/pnpm";
      case "yarn" -> ".cache/yarn";
      default -> ".npm";
    };
  }

  /** All of the source where a script of the installation or a workspace may need it. */
  private static void dependencies(LanguagePlan plan, SourceFiles files, JsonNode json) {
    boolean all =
        ON_INSTALL.stream().anyMatch(name -> script(json, name).isPresent())
            || json.get("workspaces") != null
            || files.has("pnpm-workspace.yaml")
            || files.says(PACKAGE, "\"file:")
            || files.hasFolder(".yarn/");
    if (!all) {
      plan.dependencies.addAll(
          Arrays.asList(
              files.present(
                  PACKAGE,
                  "package-lock.json",
                  "yarn.lock",
                  "pnpm-lock.yaml",
                  ".npmrc",
                  ".yarnrc.yml")));
    }
  }

  /** Whether a package compiles something; a lock file that is too long to be read may say so. */
  private static boolean compiles(SourceFiles files, String lock) {
    String text = files.text(lock);
    return !lock.isEmpty()
        && (text.isEmpty()
            || text.contains("\"hasInstallScript\": true")
            || text.contains("requiresBuild: true")
            || text.contains("node-gyp"));
  }

  private static @Nullable String start(SourceFiles files, JsonNode json, String manager) {
    Optional<String> script = script(json, "start");
    if (script.isPresent()) {
      boolean plain =
          PLAIN_START.matcher(script.get()).matches() && script(json, "prestart").isEmpty();
      return plain ? script.get() : manager + " start";
    }
    String main = JsonFile.at(json, "main").replaceFirst("^\\./", "");
    return files
        .first(
            "server.js",
            main,
            main + ".js",
            "index.js",
            "app.js",
            "main.js",
            "src/server.js",
            "src/index.js",
            "src/app.js")
        .map(name -> "node " + name)
        .orElse(null);
  }

  /**
   * Whether it has nothing to run with, and a page that needs no build: a page beside a build
   * script may be its source, one in {@code dist} was built.
   */
  private static boolean tools(SourceFiles files, JsonNode json) {
    JsonNode packages = json.get("dependencies");
    boolean page = files.first("index.html", "public/index.html").isPresent();
    return (packages == null || packages.size() == 0)
        && (script(json, "build").isPresent() ? !page && files.has("dist/index.html") : page);
  }

  /**
   * What runs in browsers alone is built, and its files are served: its server is for developers.
   */
  private static void browser(LanguagePlan plan, JsonNode json) {
    if (!FOR_DEVELOPERS.matcher(JsonFile.at(json, "scripts", "start")).matches()) {
      return;
    }
    for (var builder : BUILDERS.entrySet()) {
      if (Stream.of("dependencies", "devDependencies")
          .anyMatch(kind -> !JsonFile.at(json, kind, builder.getKey()).isEmpty())) {
        plan.runtime = List.of("nginx-light");
        plan.runtimeSetup.add(
            StaticSiteRecogniser.nginx("/" + builder.getValue(), false, "/index.html"));
        StaticSiteRecogniser.serve(plan);
        plan.remarks.add(
            "It runs in browsers: nginx serves what '%s' builds into %s"
                .formatted(builder.getKey(), builder.getValue()));
        return;
      }
    }
  }

  private static Optional<String> script(JsonNode json, String name) {
    return Optional.of(JsonFile.at(json, "scripts", name)).filter(text -> !text.isBlank());
  }

  private static void versions(LanguagePlan plan, SourceFiles files, JsonNode json) {
    String image = "node:%s";
    plan.version(JsonFile.at(json, "engines", "node"), PACKAGE, VERSION, image);
    for (String name : List.of(".nvmrc", ".node-version")) {
      plan.version(files.text(name).lines().findFirst().orElse(""), name, VERSION, image);
    }
  }
}
