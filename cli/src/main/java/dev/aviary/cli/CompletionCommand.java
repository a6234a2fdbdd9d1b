package dev.aviary.cli;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.CommandContext;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    description = {
      "print a script that completes command lines",
      "bash: source <(aviary completion bash)",
      "zsh:  source <(aviary completion zsh)"
    })
final class CompletionCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "bash|zsh", description = "the shell")
  private String shell = "";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  @SuppressWarnings("UnusedVariable") // picocli sets it, and shows the help
  private boolean help;

  CompletionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash("aviary", CommandTree.all(context));
    switch (shell) {
      case "bash" -> context.out().print(script);
      // zsh reads bash's completion, once it is told to.
      case "zsh" ->
          context
              .out()
              .print(
                  "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
                      + script);
      default ->
          throw CommandFailure.usage(
              "There is no completion for '%s'.".formatted(shell), "give bash or zsh");
    }
    context.out().flush();
    return ExitStatus.DONE.code();
  }
}
