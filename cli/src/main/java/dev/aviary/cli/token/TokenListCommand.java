package dev.aviary.cli.token;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.text.Ages;
import dev.aviary.cli.text.TextTable;
import java.time.Instant;
import picocli.CommandLine.Command;

@Command(name = "list", description = "the tokens by name; none is shown itself")
final class TokenListCommand extends ApiCommand {
  static final ApiPath TOKENS = ApiPath.of("console", "tokens");

  TokenListCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    ApiReply reply = get(AdminApi.MONITOR, TOKENS);
    var table = new TextTable(style(), "NAME", "ROLE", "CREATED", "LAST USED");
    for (ApiJson token : reply.json().items()) {
      table.row(
          token.at("name").text(),
          token.at("role").text(),
          Ages.since(token.at("created").text(), Instant.now()),
          Ages.since(token.at("lastUsed").text(), Instant.now()));
    }
    return done(
        reply,
        table.isEmpty()
            ? "There is none but the admin token, which signs in as owner."
            : table.text());
  }
}
