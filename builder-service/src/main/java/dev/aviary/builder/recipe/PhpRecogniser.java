package dev.aviary.builder.recipe;

import io.micronaut.json.tree.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PHP on Apache with its own module: one program that answers, takes the {@code .htaccess} files
 * that most apps bring, and hears the signal to stop.
 */
final class PhpRecogniser implements Recogniser {
  private static final String COMPOSER = "composer.json";
  private static final String VERSION = "8.4";

  /** What most apps need, as Debian names it. */
  private static final List<String> USUAL =
      List.of(
          "bcmath", "curl", "gd", "intl", "mbstring", "mysql", "pgsql", "sqlite3", "xml", "zip");

  /** What Debian has a package of beside these. */
  private static final Set<String> MORE =
      Set.of(
          "amqp",
          "apcu",
          "gmp",
          "gnupg",
          "igbinary",
          "imagick",
          "ldap",
          "mailparse",
          "memcached",
          "mongodb",
          "msgpack",
          "redis",
          "snmp",
          "soap",
          "ssh2",
          "tidy",
          "uuid",
          "xdebug",
          "yaml");

  /** What every PHP of Debian has, or what one of the usual packages holds. */
  private static final Set<String> THERE =
      Set.of(
          "calendar",
          "ctype",
          "date",
          "dom",
          "exif",
          "fileinfo",
          "filter",
          "ftp",
          "gettext",
          "hash",
          "iconv",
          "json",
          "libxml",
          "mysqli",
          "openssl",
          "pcntl",
          "pcre",
          "pdo",
          "pdo_mysql",
          "pdo_pgsql",
          "pdo_sqlite",
          "phar",
          "posix",
          "session",
          "simplexml",
          "sockets",
          "sodium",
          "spl",
          "tokenizer",
          "xmlreader",
          "xmlwriter",
          "xsl",
          "zlib");

  /** The start scripts that Heroku brings, and the folder that they serve. */
  private static final Pattern HEROKU =
      Pattern.compile(
          "(?:vendor/bin/)?heroku-php-(?:apache2|nginx)(?:\\s+-\\w\\s+\\S+)*(?:\\s+([\\w.][\\w./]*?)/?)?\\s*");

  @Override
  public String language() {
    return "PHP";
  }

  @Override
  public String files() {
    return "composer.json, index.php, public/index.php";
  }

  @Override
  public boolean starts(String command) {
    return command.matches(
        "(?s)(.*[\\s/])?(php|vendor/bin/heroku-php-\\w+|heroku-php-\\w+)(\\s.*)?");
  }

  @Override
  public Optional<LanguagePlan> recognise(SourceFiles files) {
    return files
        .first(COMPOSER, "index.php", "public/index.php")
        .map(by -> {
          var plan = new LanguagePlan("PHP", by);
          plan.packages.addAll(List.of("apache2", "libapache2-mod-php", "php-cli"));
          USUAL.forEach(name -> plan.packages.add("php-" + name));
          if (by.equals(COMPOSER)) {
            composer(plan, files);
          }
          apache(plan, files);
          return plan;
        });
  }

  private static void composer(LanguagePlan plan, SourceFiles files) {
    JsonNode json = JsonFile.read(files, COMPOSER);
    plan.version(JsonFile.at(json, "require", "php"), COMPOSER, VERSION, "php:%s-apache");
    extensions(plan, json);
    plan.packages.addAll(List.of("composer", "git", "unzip"));
    String install = "composer install --no-dev --no-interaction --no-progress --prefer-dist";
    plan.dependencies.addAll(
        Arrays.asList(files.present(COMPOSER, "composer.lock", "symfony.lock")));
    plan.install(install + " --no-scripts --no-autoloader", false, ".cache/composer");
    // With the source there, its scripts run and its classes are found.
    plan.build(install + " --optimize-autoloader", ".cache/composer");
  }

  private static void extensions(LanguagePlan plan, JsonNode json) {
    JsonNode require = json.get("require");
    if (require == null || !require.isObject()) {
      return;
    }
    var wanted = new TreeSet<String>();
    require
        .entries()
        .forEach(entry -> {
          if (entry.getKey().startsWith("ext-")) {
            wanted.add(entry.getKey().substring("ext-".length()).toLowerCase(Locale.ROOT));
          }
        });
    for (String name : wanted) {
      if (MORE.contains(name)) {
        plan.packages.add("php-" + name);
      } else if (!USUAL.contains(name) && !THERE.contains(name)) {
        plan.remarks.add(
            "composer.json asks for ext-%s, of which Debian 13 has no package".formatted(name));
      }
    }
  }

  /** The folder that is served: what a Procfile for Heroku names, else the usual one. */
  private static String root(LanguagePlan plan, SourceFiles files) {
    String web = Procfile.of(files.text(Procfile.NAME)).web();
    Matcher heroku = HEROKU.matcher(web == null ? "" : web);
    if (heroku.matches()) {
      plan.startsAnyway = true;
      plan.remarks.add("Apache takes the place of Heroku's '%s'".formatted(web));
      String folder = heroku.group(1);
      return folder == null ? "" : "/" + folder;
    }
    return files
        .first("public/index.php", "web/index.php", "webroot/index.php")
        .filter(_ -> !files.has("index.php") || files.has(COMPOSER))
        .map(path -> "/" + path.substring(0, path.indexOf('/')))
        .orElse("");
  }

  private static void apache(LanguagePlan plan, SourceFiles files) {
    String root = root(plan, files);
    plan.setup.add(
        "a2enmod -q rewrite headers expires && a2disconf -q other-vhosts-access-log && echo 'Listen ${PORT}' > /etc/apache2/ports.conf");
    plan.setup.add(
        "printf '%s\\n' "
            + String.join(
                " ",
                "'ServerName app'",
                "'ServerTokens Prod'",
                "'<VirtualHost *>'",
                "'DocumentRoot " + Base.FOLDER + root + "'",
                "'ErrorLog /proc/self/fd/2'",
                "'<Directory " + Base.FOLDER + root + ">'",
                "'AllowOverride All'",
                "'Require all granted'",
                "'DirectoryIndex index.php index.html'",
                fallback(files, root),
                "'</Directory>'",
                "'<LocationMatch \"/[.](?!well-known)\">'",
                "'Require all denied'",
                "'</LocationMatch>'",
                "'</VirtualHost>'")
            + " > /etc/apache2/sites-enabled/000-default.conf");
    plan.setup.add(
        "printf '%s\\n' log_errors=On error_log=/proc/self/fd/2 expose_php=Off > /etc/php/"
            + VERSION
            + "/apache2/conf.d/99-app.ini");
    plan.env.put("APACHE_RUN_DIR", "/tmp");
    plan.env.put("APACHE_LOCK_DIR", "/tmp");
    plan.env.put("APACHE_LOG_DIR", "/tmp");
    plan.env.put("APACHE_PID_FILE", "/tmp/apache2.pid");
    plan.env.put("APACHE_RUN_USER", Base.USER);
    plan.env.put("APACHE_RUN_GROUP", Base.USER);
    plan.start = "apache2 -DFOREGROUND";
    plan.server = true;
    // Apache ends requests first at this one, and cuts them at SIGTERM.
    plan.stopSignal = "SIGWINCH";
  }

  /** One program answers all addresses, where no file of the app's says how. */
  private static String fallback(SourceFiles files, String root) {
    String prefix = root.isEmpty() ? "" : root.substring(1) + "/";
    return files.has(prefix + ".htaccess") || !files.has(prefix + "index.php")
        ? ""
        : "'FallbackResource /index.php'";
  }
}
