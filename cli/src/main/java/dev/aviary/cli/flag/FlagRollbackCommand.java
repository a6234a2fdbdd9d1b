package dev.aviary.cli.flag;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rollback", description = "make a flag what it was at a revision of its history")
final class FlagRollbackCommand extends FlagEdit {
  @Parameters(index = "0", paramLabel = "FLAG", description = "its key")
  private String key = "";

  @Parameters(
      index = "1",
      paramLabel = "REVISION",
      description = "as aviary flags history shows it")
  private long revision;

  FlagRollbackCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    ApiPath path = ApiPath.of("flags", key, "rollback", Long.toString(revision));
    var reply = context.caller().call(AdminApi.FLAGS, "POST", edit(path));
    return done(reply, changed(reply));
  }
}
