package dev.aviary.builder.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ruby: Bundler, and Rails or Rack. */
final class RubyRecogniser implements Recogniser {
  private static final String GEMFILE = "Gemfile";
  private static final String VERSION = "3.3";

  private static final Pattern RUBY =
      Pattern.compile("(?m)^\\s*ruby\\s+((?:[\"'][^\"']+[\"'](?:,\\s*)?)+)");

  /** Debian's packages that gems need beside a compiler. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "pg", "libpq-dev",
          "mysql2", "default-libmysqlclient-dev",
          "sqlite3", "libsqlite3-dev",
          "rmagick", "libmagickwand-dev",
          "ruby-vips", "libvips42t64",
          "execjs", "nodejs",
          "uglifier", "nodejs");

  @Override
  public String language() {
    return "Ruby";
  }

  @Override
  public String files() {
    return GEMFILE;
  }

  @Override
  public boolean starts(String command) {
    return command.matches("(?s)(.*[\\s/])?(bundle|ruby|rails|puma|rackup|unicorn|rake)\\s.*");
  }

  @Override
  public Optional<LanguagePlan> recognise(SourceFiles files) {
    if (!files.has(GEMFILE)) {
      return Optional.empty();
    }
    var plan = new LanguagePlan("Ruby", GEMFILE);
    plan.packages.addAll(
        List.of("build-essential", "bundler", "git", "libffi-dev", "libyaml-dev", "ruby-dev"));
    String gems = files.text(GEMFILE) + files.text(GEMFILE + ".lock");
    LIBRARIES.entrySet().stream()
        .filter(gem ->
            Pattern.compile("(^|[\\s\"'])" + gem.getKey() + "[\\s\"'(]").matcher(gems).find())
        .map(Map.Entry::getValue)
        .distinct()
        .sorted()
        .forEach(plan.packages::add);
    environment(plan, files);
    if (!files.says(GEMFILE, "path:") && !files.says(GEMFILE, "gemspec")) {
      plan.dependencies.addAll(
          Arrays.asList(files.present(GEMFILE, "Gemfile.lock", ".ruby-version", ".tool-versions")));
    }
    plan.install("bundle install", false, ".bundle/cache");
    start(plan, files);
    version(plan, files);
    return Optional.of(plan);
  }

  private static void environment(LanguagePlan plan, SourceFiles files) {
    plan.env.put("BUNDLE_PATH", "vendor/bundle");
    plan.env.put("BUNDLE_WITHOUT", "development:test");
    if (files.has("Gemfile.lock")) {
      plan.env.put("BUNDLE_DEPLOYMENT", "1");
    }
    plan.env.put("RACK_ENV", "production");
    plan.env.put("RAILS_ENV", "production");
    plan.env.put("RAILS_LOG_TO_STDOUT", "1");
    plan.env.put("RAILS_SERVE_STATIC_FILES", "1");
  }

  private static void start(LanguagePlan plan, SourceFiles files) {
    boolean puma = (files.text(GEMFILE) + files.text("Gemfile.lock")).contains("puma");
    if (files.has("bin/rails") || files.has("config/application.rb")) {
      plan.start = "bundle exec rails server -b 0.0.0.0 -p $PORT";
      if (files.hasFolder("app/assets/")) {
        plan.build("SECRET_KEY_BASE_DUMMY=1 bundle exec rake assets:precompile");
      }
    } else if (files.has("config.ru")) {
      plan.start =
          puma
              ? "bundle exec puma --bind tcp://0.0.0.0:$PORT"
              : "bundle exec rackup --host 0.0.0.0 --port $PORT";
    }
  }

  private static void version(LanguagePlan plan, SourceFiles files) {
    Matcher asked = RUBY.matcher(files.text(GEMFILE));
    String range =
        asked.find()
            ? asked.group(1).replaceAll("[\"']", " ")
            : files.text(".ruby-version").replace("ruby-", "");
    plan.version(range, GEMFILE, VERSION, "ruby:%s");
  }
}
