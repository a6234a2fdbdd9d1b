package dev.aviary.cli.rollout;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "maintenance", description = "answer an app's visitors with a message, or end that")
public final class MaintenanceCommand extends ApiCommand {
  @Parameters(index = "0", paramLabel = "APP", description = "the app")
  private String app = "";

  @Parameters(index = "1", paramLabel = "on|off", description = "whether it is in maintenance")
  private String wanted = "";

  @Option(names = "--message", description = "what visitors read")
  private @Nullable String message;

  @Option(names = "--until", description = "when it ends by itself, as 2026-12-01T12:00:00Z")
  private @Nullable String until;

  @Option(names = "--reason", description = "why, for the timeline; visitors do not read it")
  private @Nullable String reason;

  public MaintenanceCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    ApiPath path = ApiPath.of("apps", app, "maintenance");
    if (wanted.equals("off")) {
      ApiReply reply =
          context.caller().call(AdminApi.BALANCER, "DELETE", path.with("reason", reason));
      return done(reply, "Visitors of %s are served.".formatted(app));
    }
    if (!wanted.equals("on")) {
      throw CommandFailure.usage("'%s' is neither on nor off.".formatted(wanted), "give on or off");
    }
    var body = new LinkedHashMap<String, Object>();
    body.put("message", message == null ? context.ask("What do visitors read", "") : message);
    if (until != null) {
      body.put("until", until);
    }
    if (reason != null) {
      body.put("reason", reason);
    }
    ApiReply reply = send(AdminApi.BALANCER, "PUT", path, body);
    return done(reply, "Visitors of %s read your message.".formatted(app));
  }
}
