package dev.aviary.cli.rollout;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "why",
    description = "how a canary's visitors fare beside those of stable, and what follows")
final class CanaryWhyCommand extends ApiCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "APP|DEPLOYMENT",
      description = "an app's newest canary, or one of the last 30 days; else all that serve")
  private String named = "";

  CanaryWhyCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    ApiPath path =
        named.isEmpty()
            ? ApiPath.of("canaries")
            : ApiPath.of("canaries", CanaryDeployment.of(context, named));
    if (json) {
      return done(get(AdminApi.MONITOR, path), "");
    }
    String text = context.caller().text(AdminApi.MONITOR, path).body().stripTrailing();
    print(text.isEmpty() ? "No canary serves." : ApiJson.printable(text));
    return ExitStatus.DONE;
  }
}
