package dev.aviary.cli;

import dev.aviary.cli.app.AppCommand;
import dev.aviary.cli.app.AppsCommand;
import dev.aviary.cli.app.StatusCommand;
import dev.aviary.cli.backup.BackupCommand;
import dev.aviary.cli.backup.RestoreCommand;
import dev.aviary.cli.deployment.DeployCommand;
import dev.aviary.cli.deployment.DeploymentsCommand;
import dev.aviary.cli.flag.FlagsCommand;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.invocation.CommandGroup;
import dev.aviary.cli.machine.CloudInitCommand;
import dev.aviary.cli.machine.DoctorCommand;
import dev.aviary.cli.machine.OpenCommand;
import dev.aviary.cli.rollout.CanaryCommand;
import dev.aviary.cli.rollout.MaintenanceCommand;
import dev.aviary.cli.rollout.PauseCommand;
import dev.aviary.cli.rollout.PromoteCommand;
import dev.aviary.cli.rollout.RedeployCommand;
import dev.aviary.cli.rollout.RollbackCommand;
import dev.aviary.cli.rollout.SplitCommand;
import dev.aviary.cli.rollout.WithdrawCommand;
import dev.aviary.cli.token.TokenCommand;
import dev.aviary.cli.watch.EventsCommand;
import dev.aviary.cli.watch.LogsCommand;
import dev.aviary.cli.watch.TopCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

@Command(
    name = "aviary",
    description = "Canary releases for people with one server.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = AviaryCommand.Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:refused, or it failed",
      "2:the command line cannot be understood",
      "3:no answer",
      "4:not allowed"
    },
    footer = {
      "",
      "AVIARY_INSTANCE names another Aviary of this machine, AVIARY_ADDRESS and",
      "AVIARY_ADMIN_TOKEN one elsewhere. cli/README.md says more."
    })
final class AviaryCommand extends CommandGroup {
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "show the version")
  @SuppressWarnings("UnusedVariable") // picocli sets it, and shows the version
  private boolean version;

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Version.class.getPackage().getImplementationVersion();
      return new String[] {"aviary " + (version == null ? "of the classes" : version)};
    }
  }

  @Override
  public Map<String, Function<CommandContext, Object>> members() {
    var members = new LinkedHashMap<String, Function<CommandContext, Object>>();
    members.put("status", StatusCommand::new);
    members.put("apps", AppsCommand::new);
    members.put("app", _ -> new AppCommand());
    members.put("deploy", DeployCommand::new);
    members.put("deployments", DeploymentsCommand::new);
    members.put("promote", PromoteCommand::new);
    members.put("withdraw", WithdrawCommand::new);
    members.put("rollback", RollbackCommand::new);
    members.put("redeploy", RedeployCommand::new);
    members.put("split", SplitCommand::new);
    members.put("canary", _ -> new CanaryCommand());
    members.put("maintenance", MaintenanceCommand::new);
    members.put("pause", PauseCommand::new);
    members.put("logs", LogsCommand::new);
    members.put("events", EventsCommand::new);
    members.put("top", TopCommand::new);
    members.put("flags", _ -> new FlagsCommand());
    members.put("token", _ -> new TokenCommand());
    members.put("open", OpenCommand::new);
    members.put("doctor", DoctorCommand::new);
    members.put("cloud-init", CloudInitCommand::new);
    members.put("backup", BackupCommand::new);
    members.put("restore", RestoreCommand::new);
    members.put("completion", CompletionCommand::new);
    return members;
  }
}
