package dev.aviary.cli.flag;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "export", description = "all flags as flagd's flags.json")
final class FlagExportCommand extends ApiCommand {
  @Option(names = "--sidecar", description = "with what flagd does not know: owner, kill, schedule")
  private boolean sidecar;

  FlagExportCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    print(
        get(AdminApi.FLAGS, ApiPath.of("flags.json").with("sidecar", sidecar ? true : null))
            .body());
    return ExitStatus.DONE;
  }
}
