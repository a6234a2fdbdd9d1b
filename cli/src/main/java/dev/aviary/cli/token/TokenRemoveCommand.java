package dev.aviary.cli.token;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "remove a token, and end its sessions")
final class TokenRemoveCommand extends ApiCommand {
  @Parameters(paramLabel = "NAME", description = "whose it is")
  private String name = "";

  TokenRemoveCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    var reply =
        context.caller().call(AdminApi.MONITOR, "DELETE", ApiPath.of("console", "tokens", name));
    return done(reply, "Removed: the token of %s.".formatted(name));
  }
}
