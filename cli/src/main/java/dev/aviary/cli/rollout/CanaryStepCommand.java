package dev.aviary.cli.rollout;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description =
        "the steps of a canary: pause holds it, resume goes on, skip does not wait, stop ends them")
final class CanaryStepCommand extends ApiCommand {
  private final String verb;

  @Parameters(paramLabel = "APP", description = "the app")
  private String app = "";

  @Option(names = "--reason", description = "why")
  private @Nullable String reason;

  CanaryStepCommand(CommandContext context, String verb) {
    super(context);
    this.verb = verb;
  }

  @Override
  protected ExitStatus run() {
    var reply =
        send(
            AdminApi.BUILDER,
            "POST",
            ApiPath.of("apps", app, "canary", verb),
            reason == null ? Map.of() : Map.of("reason", reason));
    return done(reply, "Done: %s of the canary of %s.".formatted(verb, app));
  }
}
