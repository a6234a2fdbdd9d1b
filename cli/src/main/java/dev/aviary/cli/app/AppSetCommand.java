package dev.aviary.cli.app;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.invocation.GivenValue;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "set",
    description = "change settings of an app (docs/apps.md); the others stay as they are")
final class AppSetCommand extends ApiCommand {
  @Parameters(index = "0", paramLabel = "APP", description = "the app")
  private String app = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "NAME=VALUE",
      description = "the value is JSON or a text; an empty one takes the setting out")
  private Map<String, String> settings = new LinkedHashMap<>();

  AppSetCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    ApiJson spec = get(AdminApi.BUILDER, ApiPath.of("apps", app)).json().at("spec");
    if (!(spec.value() instanceof Map<?, ?> before)) {
      throw new CommandFailure(
          ExitStatus.REFUSED, "The builder shows no settings of %s.".formatted(app), null, null);
    }
    var all = new LinkedHashMap<String, Object>();
    before.forEach((name, value) -> all.put(String.valueOf(name), value));
    settings.forEach((name, value) -> {
      if (value.isEmpty()) {
        all.remove(name);
      } else {
        all.put(name, GivenValue.of(value));
      }
    });
    ApiReply reply = send(AdminApi.BUILDER, "PUT", ApiPath.of("apps", app), all);
    var words = new StringBuilder("Set: %s of %s.".formatted(settings.keySet(), app));
    reply.json().at("notes").items().forEach(note -> words.append("\n  ").append(note.text()));
    ApiJson pending = get(AdminApi.BUILDER, ApiPath.of("apps", app)).json().at("pending");
    if (!pending.items().isEmpty()) {
      words.append(
          "\nWhat runs has other settings: aviary redeploy %s takes these live.".formatted(app));
    }
    return done(reply, words.toString());
  }
}
