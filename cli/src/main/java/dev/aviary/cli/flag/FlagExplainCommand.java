package dev.aviary.cli.flag;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.invocation.GivenValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "explain", description = "what a flag gives, and every step that led to it")
final class FlagExplainCommand extends ApiCommand {
  @Parameters(index = "0", paramLabel = "FLAG", description = "its key")
  private String key = "";

  @Parameters(
      index = "1..*",
      paramLabel = "NAME=VALUE",
      description = "the context that it is evaluated in, as targetingKey=sam")
  private Map<String, String> given = new LinkedHashMap<>();

  @Option(names = "--at", description = "at another moment, as 2026-12-01T12:00:00Z")
  private @Nullable String at;

  FlagExplainCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    var of = new LinkedHashMap<String, Object>();
    given.forEach((name, value) -> of.put(name, GivenValue.of(value)));
    ApiReply reply =
        send(
            AdminApi.FLAGS,
            "POST",
            ApiPath.of("flags", key, "explain").with("at", at),
            Map.of("context", of));
    var words = new StringBuilder();
    tell(reply.json(), "", words);
    return done(reply, words.toString().stripTrailing());
  }

  private static void tell(ApiJson place, String indent, StringBuilder words) {
    place
        .members()
        .forEach((name, value) -> {
          words.append(indent).append(name).append(": ").append(value.text()).append('\n');
          tell(value, indent + "  ", words);
        });
    for (ApiJson item : place.items()) {
      words.append(indent).append("- ").append(item.text()).append('\n');
      tell(item, indent + "  ", words);
    }
  }
}
