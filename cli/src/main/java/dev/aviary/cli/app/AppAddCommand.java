package dev.aviary.cli.app;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "add an app; what is not given is asked for on a terminal")
final class AppAddCommand extends ApiCommand {
  @Parameters(arity = "0..1", paramLabel = "APP", description = "its name")
  private @Nullable String app;

  @Option(names = "--repository", description = "where its git repository is")
  private @Nullable String repository;

  @Option(names = "--branch", description = "its stable branch; else the repository's default one")
  private @Nullable String branch;

  @Option(names = "--host", description = "a host name of it; may be given again")
  private @Nullable List<String> hosts;

  @Option(names = "--port", description = "where it listens; else what its Dockerfile exposes")
  private @Nullable Integer port;

  @Option(
      names = "--folder",
      defaultValue = ".",
      description =
          "a clone of it here, whose remote and Dockerfile are proposed (${DEFAULT-VALUE})")
  private Path folder = Path.of(".");

  @Option(names = "--no-check", description = "do not ask the repository whether it is there")
  private boolean noCheck;

  AppAddCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    var local = new LocalRepository(folder);
    String name = wanted(app, "The app's name", local.name(), "APP");
    if (context.caller().ask(AdminApi.BUILDER, "GET", ApiPath.of("apps", name)).isGood()) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          "There is an app named %s already.".formatted(name),
          null,
          "aviary app set %s NAME=VALUE changes its settings".formatted(name));
    }
    String address = wanted(repository, "Its git repository", local.address(), "--repository");
    var settings = new LinkedHashMap<String, Object>();
    settings.put("repository", address);
    if (branch != null) {
      settings.put("stableBranch", branch);
    }
    List<String> names = hosts == null ? askedHosts(name) : hosts;
    if (!names.isEmpty()) {
      settings.put("hosts", names);
    }
    String listens = port == null ? askedPort(local) : port.toString();
    if (!listens.isEmpty()) {
      settings.put("port", Integer.valueOf(listens));
    }
    ApiReply reply =
        send(
            AdminApi.BUILDER,
            "PUT",
            ApiPath.of("apps", name).with("check", noCheck ? false : null),
            settings);
    return done(reply, json ? "" : words(name, address, reply));
  }

  private String words(String name, String address, ApiReply reply) {
    var words = new StringBuilder("Added: %s.\n".formatted(name));
    reply
        .json()
        .at("notes")
        .items()
        .forEach(note -> words.append("  ").append(note.text()).append('\n'));
    ApiReply webhook = get(AdminApi.BUILDER, ApiPath.of("apps", name, "webhook"));
    words.append(WebhookWords.of(webhook.json(), address));
    words.append("\n\nNext: aviary deploy %s".formatted(name));
    return words.toString();
  }

  private String wanted(@Nullable String given, String question, String proposed, String option) {
    // Without a person nothing is guessed: the folder that a script runs in is chance.
    String answer = given == null ? context.asks() ? context.ask(question, proposed) : "" : given;
    if (answer.isBlank()) {
      throw CommandFailure.usage(question + " is missing.", "give " + option);
    }
    return answer;
  }

  private List<String> askedHosts(String name) {
    if (!context.asks()) {
      return List.of();
    }
    String answer = context.ask("Its host names, with blanks between", name + ".localhost");
    return Stream.of(answer.split("[ ,]+", -1)).filter(host -> !host.isBlank()).toList();
  }

  private String askedPort(LocalRepository local) {
    if (!context.asks()) {
      return "";
    }
    String question =
        local.hasDockerfile() && local.port().isEmpty()
            ? "The port that it listens on (its Dockerfile exposes none)"
            : "The port that it listens on (empty: as it is recognised)";
    String answer = context.ask(question, local.port());
    if (!answer.matches("[0-9]{0,5}")) {
      throw CommandFailure.usage("'%s' is no port.".formatted(answer), "give 1 to 65535");
    }
    return answer;
  }
}
