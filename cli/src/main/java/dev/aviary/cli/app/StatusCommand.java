package dev.aviary.cli.app;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.text.Ages;
import dev.aviary.cli.text.TextTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "what runs, and whether it is well")
public final class StatusCommand extends ApiCommand {
  @Parameters(arity = "0..1", paramLabel = "APP", description = "one app with its slots")
  private String app = "";

  public StatusCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    if (!app.isEmpty()) {
      return one();
    }
    ApiReply reply = get(AdminApi.BUILDER, ApiPath.of("apps"));
    List<String> states = new ArrayList<>();
    boolean well = true;
    for (AdminApi api : AdminApi.values()) {
      String trouble = trouble(api);
      well &= trouble.isEmpty();
      states.add(
          api.words() + " " + (trouble.isEmpty() ? style().good("well") : style().bad(trouble)));
    }
    if (json) {
      done(reply, "");
    } else {
      print(String.join(", ", states) + "\n");
      show(reply.json());
    }
    return well ? ExitStatus.DONE : ExitStatus.REFUSED;
  }

  private void show(ApiJson apps) {
    var table =
        new TextTable(style(), "APP", "STATE", "STABLE", "CANARY", "SHARE", "VERDICT", "UNDER WAY");
    for (ApiJson view : apps.items()) {
      var line = new AppLine(view, style());
      table.row(
          line.name(),
          line.state(),
          line.serving("stable-1"),
          line.serving("canary"),
          line.share(),
          line.verdict(),
          underWay(view));
    }
    print(table.isEmpty() ? "There is no app yet: aviary app add makes one." : table.text());
    openAlerts();
  }

  private String trouble(AdminApi api) {
    try {
      ApiJson health = context.caller().ask(api, "GET", ApiPath.of("health")).json();
      if (health.at("status").text().equals("UP")) {
        return "";
      }
      List<String> down =
          health.at("details").members().entrySet().stream()
              .filter(part -> part.getValue().at("status").text().equals("DOWN"))
              .map(java.util.Map.Entry::getKey)
              .toList();
      return down.isEmpty() ? "not well" : "not well: " + String.join(", ", down);
    } catch (CommandFailure e) {
      return "does not answer";
    }
  }

  private void openAlerts() {
    ApiReply reply = context.caller().ask(AdminApi.MONITOR, "GET", ApiPath.of("alerts"));
    for (ApiJson alert : reply.json().items()) {
      if (!alert.at("closing").isPresent()) {
        print(
            style().bad("alert ")
                + "%s %s: %s, for %s"
                    .formatted(
                        alert.at("culprit", "app").text(),
                        alert.at("culprit", "slot").text(),
                        alert.at("measure").text(),
                        Ages.since(alert.at("openedAt").text(), Instant.now())));
      }
    }
  }

  private String underWay(ApiJson view) {
    for (ApiJson deployment : view.at("deployments").items()) {
      String state = deployment.at("status", "state").text();
      if (List.of("queued", "building", "starting").contains(state)) {
        return style().busy(state) + " " + deployment.at("id").text();
      }
    }
    return "";
  }

  private ExitStatus one() {
    ApiReply reply = get(AdminApi.BUILDER, ApiPath.of("apps", app));
    if (json) {
      return done(reply, "");
    }
    ApiJson view = reply.json();
    var line = new AppLine(view, style());
    print("%s   %s".formatted(style().bold(line.name()), line.state()));
    print(new SlotRows(context).table(app, view).text());
    String share = line.share();
    print(share.isEmpty() ? "no canary" : "canary: %s of the requests".formatted(share));
    view.at("canary", "waitsFor")
        .items()
        .forEach(each -> print("its step waits for " + each.text()));
    String missing = view.at("canary", "missing").text();
    print(missing.isEmpty() ? "" : "no verdict yet: " + missing);
    print("next: " + view.at("next").text());
    return ExitStatus.DONE;
  }
}
