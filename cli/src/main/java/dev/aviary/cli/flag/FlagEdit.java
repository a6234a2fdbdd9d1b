package dev.aviary.cli.flag;

import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A change of flags: with a reason, in the name of the user, or tried only. */
abstract class FlagEdit extends ApiCommand {
  @Option(names = "--reason", description = "why, for the history")
  private @Nullable String reason;

  @Option(names = "--dry-run", description = "say what would change, and change nothing")
  private boolean dryRun;

  FlagEdit(CommandContext context) {
    super(context);
  }

  final ApiPath edit(ApiPath path) {
    return path.with("by", context.person())
        .with("reason", reason)
        .with("dryRun", dryRun ? true : null);
  }

  /** What a change led to, in words. */
  final String changed(ApiReply reply) {
    ApiJson flag = reply.json();
    if (dryRun) {
      return changes(flag);
    }
    if (flag.at("key").text().isEmpty()) {
      return "Done.";
    }
    return "%s is %s, revision %s.%s"
        .formatted(
            flag.at("key").text(),
            FlagWords.state(flag, style()),
            flag.at("revision").text(),
            warnings(flag));
  }

  private static String changes(ApiJson trial) {
    var words = new StringBuilder("Nothing is changed. It would change:");
    for (ApiJson change : trial.at("changes").items()) {
      words.append("\n  ").append(change.at("key").text()).append(": ");
      words.append(change.at("what").text());
      FlagWords.difference(change).forEach(line -> words.append("\n    ").append(line));
    }
    return words.toString();
  }

  private static String warnings(ApiJson flag) {
    var words = new StringBuilder();
    for (ApiJson warning : flag.at("warnings").items()) {
      words.append("\n  warning: ").append(warning.at("pointer").text()).append(": ");
      words.append(warning.at("detail").text());
    }
    return words.toString();
  }
}
