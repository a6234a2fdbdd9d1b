package dev.aviary.cli.flag;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.CommandContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "kill", description = "hold a flag for a time; then it returns by itself")
final class FlagKillCommand extends FlagEdit {
  @Parameters(paramLabel = "FLAG", description = "its key")
  private String key = "";

  @Option(names = "--for", description = "how long, as 30m; an hour where nothing is said")
  private @Nullable String length;

  @Option(names = "--until", description = "or until when, as 2026-12-01T12:00:00Z")
  private @Nullable String until;

  @Option(names = "--variant", description = "what everybody gets; else the flag is disabled")
  private @Nullable String variant;

  FlagKillCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    ApiPath path =
        edit(ApiPath.of("flags", key, "kill"))
            .with("for", length)
            .with("until", until)
            .with("variant", variant);
    var reply = context.caller().call(AdminApi.FLAGS, "POST", path);
    return done(reply, changed(reply));
  }
}
