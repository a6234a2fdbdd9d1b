package dev.aviary.builder.recipe;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files alone, from nginx. */
final class StaticSiteRecogniser implements Recogniser {
  private static final Pattern ROOT = Pattern.compile("(?m)^root:\\s*\"?([\\w./-]+?)/?\"?\\s*$");
  private static final String TEMPLATE = "/etc/nginx/site.conf";

  @Override
  public String language() {
    return "static files";
  }

  @Override
  public String files() {
    return "index.html, public/index.html, dist/index.html, docs/index.html, Staticfile";
  }

  @Override
  public boolean starts(String command) {
    return command.matches("(?s)\\s*nginx(\\s.*)?");
  }

  @Override
  public Optional<LanguagePlan> recognise(SourceFiles files) {
    Matcher named = ROOT.matcher(files.text("Staticfile"));
    boolean given = named.find();
    return files
        .first(
            given ? "Staticfile" : "index.html",
            "public/index.html",
            "dist/index.html",
            "docs/index.html")
        .map(by -> {
          var plan = new LanguagePlan("static files", by);
          String folder = by.contains("/") ? "/" + by.substring(0, by.indexOf('/')) : "";
          String root = given ? "/" + named.group(1) : folder;
          plan.packages.add("nginx-light");
          plan.setup.add(nginx(root, files.has((root + "/404.html").substring(1)), "=404"));
          serve(plan);
          return plan;
        });
  }

  /** It is started as nginx, which ends requests first at SIGQUIT, and cuts them at SIGTERM. */
  static void serve(LanguagePlan plan) {
    plan.start =
        "sed \"s/@PORT@/$PORT/\" %s > /tmp/nginx.conf && exec nginx -e stderr -c /tmp/nginx.conf"
            .formatted(TEMPLATE);
    plan.server = true;
    plan.stopSignal = "SIGQUIT";
  }

  /**
   * A command that writes what nginx does.
   *
   * @param folder what it serves, below the app's folder; empty, or with a slash before it
   * @param page whether it has a page of its own for what is missing
   * @param otherwise what answers an address of which there is no file
   */
  static String nginx(String folder, boolean page, String otherwise) {
    String missing = page ? "    error_page 404 /404.html;" : "";
    List<String> lines =
        List.of(
            "daemon off;",
            "pid /tmp/nginx.pid;",
            "error_log stderr warn;",
            "events {}",
            "http {",
            "  include /etc/nginx/mime.types;",
            "  default_type application/octet-stream;",
            "  access_log off;",
            "  server_tokens off;",
            "  sendfile on;",
            "  gzip on;",
            "  gzip_types text/css text/javascript application/javascript application/json image/svg+xml;",
            "  client_body_temp_path /tmp/body;",
            "  proxy_temp_path /tmp/proxy;",
            "  fastcgi_temp_path /tmp/fastcgi;",
            "  uwsgi_temp_path /tmp/uwsgi;",
            "  scgi_temp_path /tmp/scgi;",
            "  server {",
            "    listen @PORT@;",
            "    root " + Base.FOLDER + folder + ";",
            "    absolute_redirect off;",
            missing,
            "    location / { try_files $uri $uri/ $uri.html " + otherwise + "; }",
            "    location ~ /[.](?!well-known) { return 404; }",
            "  }",
            "}");
    return "printf '%s\\n' '" + String.join("' '", lines) + "' > " + TEMPLATE;
  }
}
