package dev.aviary.cli.app;

import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.invocation.CommandGroup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;

@Command(name = "app", description = "add an app, change its settings, remove it")
public final class AppCommand extends CommandGroup {
  @Override
  public Map<String, Function<CommandContext, Object>> members() {
    var members = new LinkedHashMap<String, Function<CommandContext, Object>>();
    members.put("add", AppAddCommand::new);
    members.put("show", AppShowCommand::new);
    members.put("set", AppSetCommand::new);
    members.put("webhook", AppWebhookCommand::new);
    members.put("remove", AppRemoveCommand::new);
    return members;
  }
}
