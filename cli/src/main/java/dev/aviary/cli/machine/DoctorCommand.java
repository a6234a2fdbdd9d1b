package dev.aviary.cli.machine;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.invocation.ContextCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "doctor", description = "look for what usually keeps Aviary from working")
public final class DoctorCommand extends ContextCommand {
  @Option(names = "--json", description = "print JSON: each check with what it found")
  private boolean json;

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
    var command = new ArrayList<>(List.of(context.root().resolve("deploy/doctor").toString()));
    if (json) {
      command.add("--json");
    }
    int code = HostCommand.run(Map.of(), command);
    return code == 0 ? ExitStatus.DONE : ExitStatus.REFUSED;
  }
}
