package dev.aviary.cli.watch;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiCaller;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.deployment.DeploymentFollower;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "what an app's containers print, or the log of a deployment")
public final class LogsCommand extends ApiCommand {
  private static final List<String> SLOTS = List.of("stable-1", "stable-2", "canary");

  @Parameters(index = "0", paramLabel = "APP|DEPLOYMENT", description = "an app, or a deployment")
  private String named = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SLOT",
      description = "stable-1, stable-2 or canary; else all that serve")
  private @Nullable String slot;

  @Option(
      names = {"-f", "--follow"},
      description = "go on as it is printed")
  private boolean follow;

  @Option(
      names = {"-n", "--tail"},
      description = "only so many of the last lines of each")
  private @Nullable Integer tail;

  @Option(names = "--since", description = "from then on: 10m, 2h or a moment")
  private @Nullable String since;

  @Option(names = "--search", description = "only lines with this text")
  private @Nullable String search;

  @Option(names = "--dead", description = "of the last container that ended in the slot")
  private boolean dead;

  public LogsCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    ApiReply app = context.caller().ask(AdminApi.BUILDER, "GET", ApiPath.of("apps", named));
    if (app.status() == 404 && slot == null) {
      return deployment();
    }
    ApiReply known = app.isGood() ? app : get(AdminApi.BUILDER, ApiPath.of("apps", named));
    List<String> slots = slot == null ? serving(known.json()) : List.of(slot);
    if (slots.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          "No container of %s serves.".formatted(named),
          known.json().at("next").text(),
          "aviary logs %s SLOT --dead shows what the last container printed".formatted(named));
    }
    return slots.size() == 1 ? show(slots.getFirst(), "") : all(slots);
  }

  private ExitStatus deployment() {
    if (follow) {
      get(AdminApi.BUILDER, ApiPath.of("deployments", named));
      new DeploymentFollower(context, json).log(named, this::showOfDeployment);
    } else {
      context
          .caller()
          .text(AdminApi.BUILDER, ApiPath.of("deployments", named, "log"))
          .body()
          .stripTrailing()
          .lines()
          .forEach(this::showOfDeployment);
    }
    return ExitStatus.DONE;
  }

  private void showOfDeployment(String line) {
    print(
        json ? ApiJson.write(Map.of("deployment", named, "line", line)) : ApiJson.printable(line));
  }

  private static List<String> serving(ApiJson app) {
    return SLOTS.stream().filter(each -> app.at("slots", each, "serving").isPresent()).toList();
  }

  /** The lines of several slots, each with the name of its own. */
  private ExitStatus all(List<String> slots) {
    var failure = new AtomicReference<@Nullable CommandFailure>();
    var readers = new ArrayList<Thread>();
    for (String each : slots) {
      Runnable reading =
          () -> {
            try {
              show(each, "%-8s | ".formatted(each));
            } catch (CommandFailure e) {
              failure.set(e);
            }
          };
      Thread reader = Thread.ofVirtual().start(reading);
      readers.add(reader);
      if (!follow) {
        ended(reader);
      }
    }
    readers.forEach(LogsCommand::ended);
    CommandFailure failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    return ExitStatus.DONE;
  }

  private static void ended(Thread reader) {
    try {
      reader.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ExitStatus show(String from, String prefix) {
    ApiPath path =
        ApiPath.of("apps", named, "slots", from, "logs")
            .with("follow", follow ? true : null)
            .with("tail", tail)
            .with("since", since)
            .with("search", search)
            .with("dead", dead ? true : null);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                context.caller().stream(AdminApi.BUILDER, path, ApiCaller.TEXT, null),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        print(
            json
                ? ApiJson.write(Map.of("slot", from, "line", line))
                : style().dim(prefix) + (context.isTerminal() ? ApiJson.printable(line) : line));
      }
    } catch (IOException e) {
      throw context.caller().away(AdminApi.BUILDER, e);
    }
    return ExitStatus.DONE;
  }
}
