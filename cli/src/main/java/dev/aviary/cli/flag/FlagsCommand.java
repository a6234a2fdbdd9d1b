package dev.aviary.cli.flag;

import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.invocation.CommandGroup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;

@Command(name = "flags", description = "feature flags")
public final class FlagsCommand extends CommandGroup {
  @Override
  public Map<String, Function<CommandContext, Object>> members() {
    var members = new LinkedHashMap<String, Function<CommandContext, Object>>();
    members.put("list", FlagListCommand::new);
    members.put("get", FlagGetCommand::new);
    members.put("set", FlagSetCommand::new);
    members.put("toggle", context -> new FlagVerbCommand(context, "POST", "toggle"));
    members.put("kill", FlagKillCommand::new);
    members.put("release", context -> new FlagVerbCommand(context, "DELETE", "kill"));
    members.put("remove", context -> new FlagVerbCommand(context, "DELETE", ""));
    members.put("history", FlagHistoryCommand::new);
    members.put("rollback", FlagRollbackCommand::new);
    members.put("explain", FlagExplainCommand::new);
    members.put("import", FlagImportCommand::new);
    members.put("export", FlagExportCommand::new);
    return members;
  }
}
