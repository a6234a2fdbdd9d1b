package dev.aviary.cli.deployment;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "deploy",
    description = "deploy a branch, a commit or an image, and wait until it is live")
public final class DeployCommand extends ApiCommand {
  @Parameters(index = "0", paramLabel = "APP", description = "the app")
  private String app = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "BRANCH",
      description = "the app's stable branch where none is named; any other one is the canary")
  private @Nullable String branch;

  @Option(names = "--commit", description = "a commit of the branch; else where it stands")
  private @Nullable String commit;

  @Option(names = "--image", description = "an image of a registry in the place of a commit")
  private @Nullable String image;

  @Option(
      names = "--force",
      description = "also a commit that was withdrawn, or that is live; wants a reason")
  private boolean force;

  @Option(names = "--reason", description = "why it is forced")
  private @Nullable String reason;

  @Option(names = "--no-wait", description = "do not wait for its end")
  private boolean noWait;

  public DeployCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    var body = new LinkedHashMap<String, Object>();
    body.put("app", app);
    put(body, "branch", branch == null && image == null ? stableBranch() : branch);
    put(body, "commit", commit);
    put(body, "image", image);
    if (force) {
      body.put("force", true);
      body.put("reason", context.reason(reason, "Why is it forced"));
    }
    var admitted = send(AdminApi.BUILDER, "POST", ApiPath.of("deployments"), body);
    return new DeploymentFollower(context, json).follow(admitted, !noWait);
  }

  private String stableBranch() {
    return get(AdminApi.BUILDER, ApiPath.of("apps", app)).json().at("spec", "stableBranch").text();
  }

  private static void put(Map<String, Object> body, String name, @Nullable String value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
