package dev.aviary.cli.machine;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.invocation.ContextCommand;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(name = "doctor", description = "look for what usually keeps Aviary from working")
public final class DoctorCommand extends ContextCommand {
  public DoctorCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    if (!context.environment("AVIARY_ADDRESS").isEmpty()) {
      throw CommandFailure.usage(
          "The doctor looks at the machine that Aviary runs on, and AVIARY_ADDRESS names another one.",
          "run it there; aviary status tells from here whether the services are well");
    }
    int code =
        HostCommand.run(Map.of(), List.of(context.root().resolve("deploy/doctor").toString()));
    return code == 0 ? ExitStatus.DONE : ExitStatus.REFUSED;
  }
}
