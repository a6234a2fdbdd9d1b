package dev.aviary.cli.rollout;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.deployment.DeploymentFollower;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A change of what runs that is a deployment of its own: its end is waited for. */
abstract class RolloutAction extends ApiCommand {
  @Parameters(paramLabel = "APP", description = "the app")
  private String app = "";

  @Option(names = "--force", description = "also a commit that was withdrawn; wants a reason")
  private boolean force;

  @Option(names = "--reason", description = "why")
  private @Nullable String reason;

  @Option(names = "--no-wait", description = "do not wait for its end")
  private boolean noWait;

  private final String verb;

  RolloutAction(CommandContext context, String verb) {
    super(context);
    this.verb = verb;
  }

  @Override
  protected final ExitStatus run() {
    var body = new LinkedHashMap<String, Object>();
    if (force) {
      body.put("force", true);
      body.put("reason", context.reason(reason, "Why is it forced"));
    } else if (reason != null) {
      body.put("reason", reason);
    }
    var admitted = send(AdminApi.BUILDER, "POST", ApiPath.of("apps", app, verb), body);
    return new DeploymentFollower(context, json).follow(admitted, !noWait);
  }
}
