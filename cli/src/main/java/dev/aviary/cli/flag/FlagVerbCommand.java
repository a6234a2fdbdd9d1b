package dev.aviary.cli.flag;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = "a change of one flag: toggle turns it, release ends a kill, remove removes it")
final class FlagVerbCommand extends FlagEdit {
  private final String method;
  private final String verb;

  @Parameters(paramLabel = "FLAG", description = "its key")
  private String key = "";

  /**
   * @param verb the last part of the path; empty: the flag itself
   */
  FlagVerbCommand(CommandContext context, String method, String verb) {
    super(context);
    this.method = method;
    this.verb = verb;
  }

  @Override
  protected ExitStatus run() {
    ApiPath path = verb.isEmpty() ? ApiPath.of("flags", key) : ApiPath.of("flags", key, verb);
    var reply = context.caller().call(AdminApi.FLAGS, method, edit(path));
    return done(reply, changed(reply));
  }
}
