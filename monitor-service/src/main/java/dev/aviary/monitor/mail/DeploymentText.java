package dev.aviary.monitor.mail;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentLog.Line;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.event.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * What a mail says of a deployment that ended.
 *
 * @param event that told the end
 * @param log all lines that are kept of it
 */
record DeploymentText(Event event, Deployment deployment, List<Line> log, Commands commands) {
  /** How many of the log's last lines are shown. */
  static final int LINES = 20;

  String subject() {
    return switch (deployment.status()) {
      case DeploymentStatus.Failed(String stage, _) ->
          "%s: the deployment of %s failed (%s)"
              .formatted(deployment.app(), deployment.branch(), stage);
      default -> "%s: %s".formatted(deployment.app(), event.what().replace('-', ' '));
    };
  }

  String body() {
    var lines = new ArrayList<String>();
    lines.add(
        deployment.status() instanceof DeploymentStatus.Failed(_, String reason)
            ? reason
            : "%s is what %s is now.".formatted(deployment.commit(), deployment.track().id()));
    lines.add("");
    lines.add(CulpritFacts.line("app", deployment.app()));
    lines.add(CulpritFacts.line("branch", deployment.branch()));
    lines.add(CulpritFacts.line("track", deployment.track().id()));
    lines.add(CulpritFacts.line("commit", deployment.commit()));
    lines.add(CulpritFacts.line("deployment", deployment.id()));
    lines.add(CulpritFacts.line("trigger", deployment.trigger()));
    lines.add(CulpritFacts.line("began", CulpritFacts.time(deployment.createdAt())));
    lines.add(CulpritFacts.line("ended", CulpritFacts.time(event.at())));
    if (deployment.status() instanceof DeploymentStatus.Failed) {
      lines.add("");
      lines.add("What served before was left as it was. The last lines of the log:");
      log.stream()
          .skip(Math.max(0, log.size() - LINES))
          .forEach(line -> lines.add("  | " + line.text()));
    }
    lines.add("");
    lines.add("The whole log:");
    lines.addAll(commands.log(deployment.id()));
    return String.join("\n", lines) + "\n";
  }
}
