package dev.aviary.cli.token;

import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.invocation.CommandGroup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;

@Command(name = "token", description = "the tokens that sign in to the console")
public final class TokenCommand extends CommandGroup {
  @Override
  public Map<String, Function<CommandContext, Object>> members() {
    var members = new LinkedHashMap<String, Function<CommandContext, Object>>();
    members.put("list", TokenListCommand::new);
    members.put("add", TokenAddCommand::new);
    members.put("remove", TokenRemoveCommand::new);
    return members;
  }
}
