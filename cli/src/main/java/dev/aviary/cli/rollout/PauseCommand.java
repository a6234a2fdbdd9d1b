package dev.aviary.cli.rollout;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "pause", description = "hold an app's requests for some seconds, or let them go")
public final class PauseCommand extends ApiCommand {
  @Parameters(index = "0", paramLabel = "APP", description = "the app")
  private String app = "";

  @Parameters(index = "1", paramLabel = "SECONDS|off", description = "how long, or off")
  private String wanted = "";

  @Option(names = "--reason", description = "why, for the timeline")
  private @Nullable String reason;

  public PauseCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    ApiPath path = ApiPath.of("apps", app, "pause");
    if (wanted.equals("off")) {
      var reply = context.caller().call(AdminApi.BALANCER, "DELETE", path.with("reason", reason));
      return done(reply, "Requests of %s go on.".formatted(app));
    }
    if (!wanted.matches("[0-9]{1,5}")) {
      throw CommandFailure.usage(
          "'%s' is not a number of seconds.".formatted(wanted), "give seconds, or off");
    }
    var body = new LinkedHashMap<String, Object>();
    body.put("seconds", Integer.valueOf(wanted));
    if (reason != null) {
      body.put("reason", reason);
    }
    var reply = send(AdminApi.BALANCER, "PUT", path, body);
    return done(reply, "Requests of %s are held for %s s.".formatted(app, wanted));
  }
}
