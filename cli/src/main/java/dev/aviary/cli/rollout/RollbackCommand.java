package dev.aviary.cli.rollout;

import dev.aviary.cli.invocation.CommandContext;
import picocli.CommandLine.Command;

@Command(name = "rollback", description = "return to the stable release before")
public final class RollbackCommand extends RolloutAction {
  public RollbackCommand(CommandContext context) {
    super(context, "rollback");
  }
}
