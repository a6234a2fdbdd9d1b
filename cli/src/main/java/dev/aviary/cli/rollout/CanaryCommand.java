package dev.aviary.cli.rollout;

import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.invocation.CommandGroup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;

@Command(name = "canary", description = "why a canary is judged as it is, and its steps")
public final class CanaryCommand extends CommandGroup {
  @Override
  public Map<String, Function<CommandContext, Object>> members() {
    var members = new LinkedHashMap<String, Function<CommandContext, Object>>();
    members.put("why", CanaryWhyCommand::new);
    members.put("judge", CanaryJudgeCommand::new);
    members.put("pause", context -> new CanaryStepCommand(context, "pause"));
    members.put("resume", context -> new CanaryStepCommand(context, "resume"));
    members.put("skip", context -> new CanaryStepCommand(context, "skip"));
    members.put("stop", context -> new CanaryStepCommand(context, "stop"));
    return members;
  }
}
