package dev.aviary.cli.invocation;

import dev.aviary.cli.exit.ExitStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command with a help of its own. */
@Command
public abstract class ContextCommand implements Callable<Integer> {
  protected final CommandContext context;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  @SuppressWarnings("UnusedVariable") // picocli sets it, and shows the help
  private boolean help;

  protected ContextCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public final Integer call() {
    return run().code();
  }

  protected abstract ExitStatus run();
}
