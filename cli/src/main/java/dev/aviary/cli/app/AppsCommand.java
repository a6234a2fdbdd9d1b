package dev.aviary.cli.app;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.text.TextTable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(name = "apps", description = "the apps, and where each comes from")
public final class AppsCommand extends ApiCommand {
  public AppsCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    ApiReply reply = get(AdminApi.BUILDER, ApiPath.of("apps"));
    var table = new TextTable(style(), "APP", "STATE", "STABLE BRANCH", "HOSTS", "REPOSITORY");
    for (ApiJson app : reply.json().items()) {
      var line = new AppLine(app, style());
      table.row(
          line.name(),
          line.state(),
          app.at("spec", "stableBranch").text(),
          app.at("spec", "hosts").items().stream()
              .map(ApiJson::text)
              .collect(Collectors.joining(", ")),
          app.at("spec", "repository").text());
    }
    return done(
        reply, table.isEmpty() ? "There is no app yet: aviary app add makes one." : table.text());
  }
}
