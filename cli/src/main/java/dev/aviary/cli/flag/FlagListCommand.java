package dev.aviary.cli.flag;

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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "all flags, or those of which all that is given holds")
final class FlagListCommand extends ApiCommand {
  @Option(names = "--stale", description = "only those that should be gone")
  private boolean stale;

  @Option(names = "--tag", description = "one of its tags")
  private @Nullable String tag;

  @Option(names = "--owner", description = "its owner")
  private @Nullable String owner;

  @Option(names = "--query", description = "a part of its key or description")
  private @Nullable String query;

  FlagListCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    ApiReply reply =
        get(
            AdminApi.FLAGS,
            ApiPath.of("flags")
                .with("stale", stale ? true : null)
                .with("tag", tag)
                .with("owner", owner)
                .with("query", query));
    var table =
        new TextTable(style(), "FLAG", "NOW", "STATE", "CHANGED", "BY", "TAGS", "DESCRIPTION");
    for (ApiJson flag : reply.json().at("flags").items()) {
      table.row(
          flag.at("key").text(),
          FlagWords.state(flag, style()),
          flag.at("state").text(),
          Ages.since(flag.at("changedAt").text(), Instant.now()),
          flag.at("changedBy").text(),
          flag.at("tags").items().stream().map(ApiJson::text).collect(Collectors.joining(", ")),
          flag.at("description").text());
    }
    String note =
        reply.json().at("stale").isTrue()
            ? "\nRedis is away: this is what the flag service knew last."
            : "";
    return done(reply, (table.isEmpty() ? "There is no such flag." : table.text()) + note);
  }
}
