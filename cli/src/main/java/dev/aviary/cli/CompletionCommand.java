package dev.aviary.cli;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.invocation.ContextCommand;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    description = {
      "print a script that completes command lines",
      "bash: source <(aviary completion bash)",
      "zsh:  source <(aviary completion zsh)"
    })
final class CompletionCommand extends ContextCommand {
  @Parameters(paramLabel = "bash|zsh", description = "the shell")
  private String shell = "";

  CompletionCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
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
    return ExitStatus.DONE;
  }
}
