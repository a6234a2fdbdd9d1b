package dev.aviary.cli.deployment;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.text.Ages;
import dev.aviary.cli.text.TextTable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "deployments", description = "the newest deployments of an app")
public final class DeploymentsCommand extends ApiCommand {
  @Parameters(paramLabel = "APP", description = "the app")
  private String app = "";

  @Option(names = "--cancel", paramLabel = "ID", description = "end one that is queued or building")
  private @Nullable String cancelled;

  public DeploymentsCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    if (cancelled != null) {
      ApiReply reply =
          context
              .caller()
              .call(AdminApi.BUILDER, "POST", ApiPath.of("deployments", cancelled, "cancel"));
      return done(reply, "Cancelled: " + cancelled);
    }
    ApiReply reply = get(AdminApi.BUILDER, ApiPath.of("deployments").with("app", app));
    var table =
        new TextTable(
            style(),
            "DEPLOYMENT",
            "APP",
            "TRACK",
            "BRANCH",
            "COMMIT",
            "STATE",
            "BY",
            "IMAGE",
            "START",
            "AGE");
    for (ApiJson each : reply.json().items()) {
      String commit = each.at("commit").text();
      table.row(
          each.at("id").text(),
          each.at("app").text(),
          each.at("track").text(),
          each.at("branch").text(),
          commit.length() > 7 ? commit.substring(0, 7) : commit,
          state(each.at("status", "state").text()),
          each.at("trigger").text(),
          DeploymentFigures.imageSize(each),
          DeploymentFigures.startTime(each),
          Ages.since(each.at("createdAt").text(), Instant.now()));
    }
    return done(reply, table.isEmpty() ? "There is no deployment." : table.text());
  }

  private String state(String state) {
    return switch (state) {
      case "live" -> style().good(state);
      case "failed", "withdrawn" -> style().bad(state);
      case "queued", "building", "starting" -> style().busy(state);
      default -> style().dim(state);
    };
  }
}
