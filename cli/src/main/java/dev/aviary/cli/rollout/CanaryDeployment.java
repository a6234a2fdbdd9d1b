package dev.aviary.cli.rollout;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.CommandContext;

/** Finds the deployment of the canary that a person means. */
final class CanaryDeployment {
  private CanaryDeployment() {}

  /**
   * @param named an app, whose newest canary is meant, or a deployment
   */
  static String of(CommandContext context, String named) {
    ApiReply app = context.caller().ask(AdminApi.BUILDER, "GET", ApiPath.of("apps", named));
    if (!app.isGood()) {
      return named;
    }
    for (ApiJson each : app.json().at("deployments").items()) {
      String state = each.at("status", "state").text();
      if (each.at("track").text().equals("canary")
          && (state.equals("live") || state.equals("withdrawn") || state.equals("replaced"))) {
        return each.at("id").text();
      }
    }
    throw new CommandFailure(
        ExitStatus.REFUSED,
        "%s has had no canary yet.".formatted(named),
        null,
        "deploy another branch than its stable one: aviary deploy %s BRANCH".formatted(named));
  }
}
