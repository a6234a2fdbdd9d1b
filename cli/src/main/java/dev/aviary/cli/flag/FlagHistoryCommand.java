package dev.aviary.cli.flag;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "history", description = "who changed a flag, when, why and where, newest first")
final class FlagHistoryCommand extends ApiCommand {
  @Parameters(paramLabel = "FLAG", description = "its key")
  private String key = "";

  FlagHistoryCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    ApiReply reply = get(AdminApi.FLAGS, ApiPath.of("flags", key, "history"));
    var words = new StringBuilder();
    for (ApiJson change : reply.json().at("history").items()) {
      String reason = change.at("reason").text();
      words.append(
          "%4s  %s  %s by %s%s%n"
              .formatted(
                  change.at("revision").text(),
                  change.at("at").text(),
                  change.at("what").text(),
                  change.at("by").text(),
                  reason.isEmpty() ? "" : ": " + reason));
      FlagWords.difference(change)
          .forEach(line -> words.append("        ").append(line).append('\n'));
    }
    return done(reply, words.isEmpty() ? "It has no history." : words.toString().stripTrailing());
  }
}
