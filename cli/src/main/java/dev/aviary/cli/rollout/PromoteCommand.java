package dev.aviary.cli.rollout;

import dev.aviary.cli.invocation.CommandContext;
import picocli.CommandLine.Command;

@Command(name = "promote", description = "make the canary's release the stable one")
public final class PromoteCommand extends RolloutAction {
  public PromoteCommand(CommandContext context) {
    super(context, "promote");
  }
}
