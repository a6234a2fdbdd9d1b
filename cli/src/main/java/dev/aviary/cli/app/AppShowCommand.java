package dev.aviary.cli.app;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "an app's settings")
final class AppShowCommand extends ApiCommand {
  @Parameters(paramLabel = "APP", description = "the app")
  private String app = "";

  AppShowCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    ApiReply reply = get(AdminApi.BUILDER, ApiPath.of("apps", app));
    var words = new StringBuilder();
    reply
        .json()
        .at("spec")
        .members()
        .forEach((name, value) -> {
          boolean plain = !value.text().isEmpty() || value.value() == null;
          words.append("%-24s".formatted(name));
          words.append(
              plain || value.value() == null ? value.text() : ApiJson.write(value.value()));
          words.append('\n');
        });
    return done(reply, words.toString().stripTrailing());
  }
}
