package dev.aviary.builder.recipe;

import dev.aviary.builder.engine.ShellCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the Dockerfile of a plan. What changes seldom comes first, so that a change of the source
 * alone builds from the cache up to the copy of the source.
 */
final class DockerfileWriter {
  /** Where the source lies in the build context, beside the Dockerfile. */
  static final String SOURCE = "source/";

  private static final String ROOT = "root";

  /** Of the app's user, on Debian. */
  private static final String HOME = "/home/" + Base.USER;

  private final StringBuilder text = new StringBuilder();
  private final LanguagePlan plan;
  private final Base base;
  private final boolean owners;
  private final @Nullable String start;
  private final @Nullable String caches;
  private final String user;
  private String now = ROOT;

  /**
   * @param base what the source is put on
   * @param owners whether that is an image of the owner's choice, which brings what is needed
   * @param start null: what the image starts by itself
   * @param caches begins the names of the caches that steps keep between builds; null: none
   */
  DockerfileWriter(
      LanguagePlan plan,
      Base base,
      boolean owners,
      @Nullable String start,
      @Nullable String caches) {
    this.plan = plan;
    this.base = base;
    this.owners = owners;
    this.start = start;
    this.caches = caches;
    boolean itself = owners && start == null;
    this.user = !base.runsAsRoot() ? base.user() : itself ? ROOT : Base.USER;
  }

  String write() {
    boolean two = plan.runtime != null && !owners;
    line("FROM " + base.image() + (two ? " AS build" : ""));
    image(plan.packages, plan.setup, cacheFolders());
    boolean early = !plan.dependencies.isEmpty();
    if (early) {
      dependencies();
      plan.install.forEach(this::step);
    }
    if (!two) {
      begin();
    }
    if (early || plan.install.stream().noneMatch(LanguagePlan.Step::root)) {
      user(user);
    }
    line("COPY " + owner() + SOURCE + " ./");
    if (!early) {
      plan.install.forEach(this::step);
    }
    plan.build.forEach(this::step);
    user(user);
    if (two) {
      line("FROM " + base.image());
      now = ROOT;
      image(plan.runtime == null ? List.of() : plan.runtime, plan.runtimeSetup, List.of());
      user(user);
      begin();
      line("COPY --from=build %s%s %s".formatted(owner(), base.folder(), base.folder()));
    }
    return text.toString();
  }

  /** Packages, the app's user and its folder. */
  private void image(List<String> packages, List<String> setup, List<String> folders) {
    environment();
    var commands = new ArrayList<String>();
    boolean debian = base.image().equals(Base.DEBIAN);
    if (!owners && (debian || !packages.isEmpty())) {
      commands.add("apt-get update -q");
      commands.add(
          "DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "
              + (debian ? "ca-certificates " : "")
              + String.join(" ", packages));
      commands.add("rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/*");
    }
    if (debian && !owners) {
      commands.add("useradd --uid 1000 --create-home --shell /usr/sbin/nologin " + user);
      commands.add(
          "install -d -o %s -g %s %s%s"
              .formatted(user, user, base.folder(), String.join("", folders)));
    }
    if (owners) {
      commands.addAll(ownersUser());
    } else {
      commands.addAll(setup);
    }
    now = base.runsAsRoot() ? ROOT : base.user();
    if (!commands.isEmpty()) {
      user(ROOT);
      line("RUN " + String.join(" \\\n && ", commands));
    }
    if (!base.image().equals(Base.PYTHON)) {
      line("WORKDIR " + base.folder());
    }
  }

  private void environment() {
    var env = new LinkedHashMap<String, String>();
    env.putAll(owners ? plan.ownersEnv : plan.debianEnv);
    if (!owners || !plan.server) {
      env.putAll(plan.env);
    }
    if (!env.isEmpty()) {
      line(
          env.entrySet().stream()
              .map(each -> each.getKey() + "=\"" + each.getValue() + "\"")
              .collect(Collectors.joining(" ", "ENV ", "")));
    }
  }

  /** Debian's way to add a user, or else Alpine's. */
  private List<String> ownersUser() {
    if (user.equals(ROOT)) {
      return List.of();
    }
    String folder = "mkdir -p %s && chown %s %s".formatted(base.folder(), user, base.folder());
    return base.runsAsRoot()
        ? List.of(
            "(id -u %s || useradd --create-home %s || adduser -D %s)".formatted(user, user, user),
            folder)
        : List.of(folder);
  }

  private void dependencies() {
    String files =
        plan.dependencies.stream()
            .filter(name -> !name.endsWith("/"))
            .map(name -> SOURCE + name)
            .collect(Collectors.joining(" "));
    user(plan.install.isEmpty() || plan.install.getFirst().root() ? ROOT : user);
    line("COPY " + owner() + files + " ./");
    plan.dependencies.stream()
        .filter(name -> name.endsWith("/"))
        .forEach(name -> line("COPY " + owner() + SOURCE + name + " ./" + name));
  }

  private void step(LanguagePlan.Step step) {
    user(step.root() ? ROOT : user);
    line("RUN " + mounts(step) + step.command() + swept(step));
  }

  /** Caches of the app alone, so that one app's build reads nothing that another one left. */
  private String mounts(LanguagePlan.Step step) {
    return !mounted(step)
        ? ""
        : step.caches().stream()
            .map(cache ->
                "--mount=type=cache,id=%s/%s,target=%s/%s%s "
                    .formatted(
                        caches,
                        cache,
                        step.root() ? "/root" : HOME,
                        cache,
                        step.root() ? "" : ",uid=1000,gid=1000"))
            .collect(Collectors.joining());
  }

  private boolean mounted(LanguagePlan.Step step) {
    return caches != null && (step.root() || (!owners && base.image().equals(Base.DEBIAN)));
  }

  /**
   * Where caches of the app's user are mounted, and what lies above: BuildKit makes what is missing
   * root's, so that the user could write nothing else there.
   */
  private List<String> cacheFolders() {
    var folders = new TreeSet<String>();
    Stream.concat(plan.install.stream(), plan.build.stream())
        .filter(step -> !step.root() && mounted(step))
        .flatMap(step -> step.caches().stream())
        .forEach(cache -> {
          for (int end = cache.length(); end > 0; end = cache.lastIndexOf('/', end - 1)) {
            folders.add(" " + HOME + "/" + cache.substring(0, end));
          }
        });
    return List.copyOf(folders);
  }

  /** What was downloaded stays out of an image that runs. */
  private String swept(LanguagePlan.Step step) {
    boolean stays = plan.runtime != null && !owners;
    return mounted(step) || stays || step.caches().isEmpty()
        ? ""
        : step.caches().stream()
            .map(each -> "~/" + each)
            .collect(Collectors.joining(" ", " && rm -rf ", ""));
  }

  private void begin() {
    if (owners && start != null) {
      line("ENTRYPOINT []");
    }
    if (start != null) {
      line(
          ShellCommand.of(start).stream()
              .map(DockerfileWriter::quoted)
              .collect(Collectors.joining(", ", "CMD [", "]")));
    }
    if (plan.stopSignal != null && !owners) {
      line("STOPSIGNAL " + plan.stopSignal);
    }
  }

  private String owner() {
    return user.equals(ROOT)
        ? ""
        : "--chown=%s ".formatted(user.equals(Base.USER) ? "app:app" : user);
  }

  private void user(String next) {
    if (!now.equals(next)) {
      line("USER " + next);
      now = next;
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** As a JSON string: a Dockerfile that is not well-formed here would run the brackets. */
  static String quoted(String text) {
    var json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
