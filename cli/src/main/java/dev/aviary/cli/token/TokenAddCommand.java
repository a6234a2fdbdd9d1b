package dev.aviary.cli.token;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "make a token; it is shown once")
final class TokenAddCommand extends ApiCommand {
  @Parameters(paramLabel = "NAME", description = "whose it is, as the timeline names who did what")
  private String name = "";

  @Option(names = "--role", required = true, description = "viewer, operator or owner")
  private String role = "";

  TokenAddCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    ApiReply reply =
        send(AdminApi.MONITOR, "POST", TokenListCommand.TOKENS, Map.of("name", name, "role", role));
    if (!json) {
      context.err().println("The token of %s, %s. It is not shown again:".formatted(name, role));
    }
    return done(reply, reply.json().at("token").text());
  }
}
