package dev.aviary.cli.flag;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "get", description = "one flag with its definition")
final class FlagGetCommand extends ApiCommand {
  @Parameters(paramLabel = "FLAG", description = "its key")
  private String key = "";

  FlagGetCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    ApiReply reply = get(AdminApi.FLAGS, ApiPath.of("flags", key));
    var words = new StringBuilder();
    for (Map.Entry<String, ApiJson> member : reply.json().members().entrySet()) {
      Object value = member.getValue().value();
      boolean plain = !(value instanceof Map) && !(value instanceof Iterable);
      words.append("%-16s".formatted(member.getKey()));
      words.append(plain || value == null ? member.getValue().text() : ApiJson.write(value));
      words.append('\n');
    }
    return done(reply, words.toString().stripTrailing());
  }
}
