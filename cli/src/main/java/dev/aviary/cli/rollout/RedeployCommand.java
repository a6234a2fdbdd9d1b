package dev.aviary.cli.rollout;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.deployment.DeploymentFollower;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "redeploy", description = "take changed settings live with what runs")
public final class RedeployCommand extends ApiCommand {
  @Parameters(paramLabel = "APP", description = "the app")
  private String app = "";

  @Option(names = "--track", description = "stable or canary; stable where none is named")
  private @Nullable String track;

  @Option(names = "--reason", description = "why")
  private @Nullable String reason;

  @Option(names = "--no-wait", description = "do not wait for its end")
  private boolean noWait;

  public RedeployCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    var body = new LinkedHashMap<String, Object>();
    if (track != null) {
      body.put("track", track);
    }
    if (reason != null) {
      body.put("reason", reason);
    }
    var admitted = send(AdminApi.BUILDER, "POST", ApiPath.of("apps", app, "redeploy"), body);
    return new DeploymentFollower(context, json).follow(admitted, !noWait);
  }
}
