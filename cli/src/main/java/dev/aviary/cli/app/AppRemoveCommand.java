package dev.aviary.cli.app;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "take an app out of the traffic and remove it")
final class AppRemoveCommand extends ApiCommand {
  @Parameters(paramLabel = "APP", description = "the app")
  private String app = "";

  @Option(names = "--force", description = "cancel a deployment that is under way")
  private boolean force;

  @Option(names = "--volumes", description = "remove its volumes too")
  private boolean volumes;

  @Option(names = "--yes", description = "do not ask")
  private boolean yes;

  AppRemoveCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    if (!yes && !context.ask("Type the name of the app to remove it", "").equals(app)) {
      throw CommandFailure.usage("%s stays.".formatted(app), "confirm its name, or give --yes");
    }
    var reply =
        context
            .caller()
            .call(
                AdminApi.BUILDER,
                "DELETE",
                ApiPath.of("apps", app)
                    .with("force", force ? true : null)
                    .with("volumes", volumes ? true : null));
    return done(reply, "%s is being removed; aviary status shows when it is gone.".formatted(app));
  }
}
