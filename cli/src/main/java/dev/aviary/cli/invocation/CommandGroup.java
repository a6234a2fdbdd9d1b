package dev.aviary.cli.invocation;

import dev.aviary.cli.exit.ExitStatus;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that only holds others. */
public abstract class CommandGroup implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  @SuppressWarnings("UnusedVariable") // picocli sets it, and shows the help
  private boolean help;

  /** The commands by name, each made when it is wanted. */
  public abstract Map<String, Function<CommandContext, Object>> members();

  @Override
  public final Integer call() {
    if (spec != null) {
      CommandLine command = spec.commandLine();
      command.usage(command.getErr());
    }
    return ExitStatus.USAGE.code();
  }
}
