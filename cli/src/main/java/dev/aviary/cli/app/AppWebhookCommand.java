package dev.aviary.cli.app;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "webhook", description = "what a forge is given so that a push deploys")
final class AppWebhookCommand extends ApiCommand {
  @Parameters(paramLabel = "APP", description = "the app")
  private String app = "";

  AppWebhookCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    ApiReply reply = get(AdminApi.BUILDER, ApiPath.of("apps", app, "webhook"));
    String repository =
        get(AdminApi.BUILDER, ApiPath.of("apps", app)).json().at("spec", "repository").text();
    return done(reply, WebhookWords.of(reply.json(), repository));
  }
}
