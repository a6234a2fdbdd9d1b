package dev.aviary.cli.rollout;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "withdraw", description = "take the canary out of the traffic for good")
public final class WithdrawCommand extends ApiCommand {
  @Parameters(paramLabel = "APP", description = "the app")
  private String app = "";

  @Option(names = "--reason", description = "why; asked for on a terminal")
  private @Nullable String reason;

  public WithdrawCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    String why = context.reason(reason, "Why is the canary withdrawn");
    ApiReply reply =
        send(AdminApi.BUILDER, "POST", ApiPath.of("apps", app, "withdraw"), Map.of("reason", why));
    return done(
        reply,
        style().good("Withdrawn: ")
            + "the canary of %s, deployment %s. Stable answers everything."
                .formatted(app, reply.json().at("id").text()));
  }
}
