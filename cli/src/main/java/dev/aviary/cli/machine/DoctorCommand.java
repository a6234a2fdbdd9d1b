package dev.aviary.cli.machine;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.CommandContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "doctor", description = "look for what usually keeps Aviary from working")
public final class DoctorCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  @SuppressWarnings("UnusedVariable") // picocli sets it, and shows the help
  private boolean help;

  public DoctorCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (!context.environment("AVIARY_ADDRESS").isEmpty()) {
      throw CommandFailure.usage(
          "The doctor looks at the machine that Aviary runs on, and AVIARY_ADDRESS names another one.",
          "run it there; aviary status tells from here whether the services are well");
    }
    int code =
        HostCommand.run(Map.of(), List.of(context.root().resolve("deploy/doctor").toString()));
    return (code == 0 ? ExitStatus.DONE : ExitStatus.REFUSED).code();
  }
}
