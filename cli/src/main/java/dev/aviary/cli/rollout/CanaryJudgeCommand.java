package dev.aviary.cli.rollout;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.invocation.GivenValue;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "judge",
    description = "what would have happened to a canary under another tolerance; changes nothing")
final class CanaryJudgeCommand extends ApiCommand {
  @Parameters(
      index = "0",
      paramLabel = "APP|DEPLOYMENT",
      description = "an app's newest canary, or one of the last 30 days")
  private String named = "";

  @Option(
      names = "--tolerance",
      paramLabel = "NAME=VALUE",
      description = "a member of the setting tolerance; may be given again")
  private Map<String, String> tolerance = new LinkedHashMap<>();

  CanaryJudgeCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    var given = new LinkedHashMap<String, Object>();
    tolerance.forEach((name, value) -> given.put(name, GivenValue.of(value)));
    ApiReply reply =
        send(
            AdminApi.MONITOR,
            "POST",
            ApiPath.of("canaries", CanaryDeployment.of(context, named), "judge"),
            Map.of("tolerance", given));
    return done(reply, words(reply.json()));
  }

  private static String words(ApiJson result) {
    var words = new StringBuilder();
    String withdrawn = result.at("withdrawnAt").text();
    words.append(
        withdrawn.isEmpty()
            ? "It would not have been withdrawn; the verdict is %s after %s requests."
                .formatted(result.at("verdict").text(), result.at("attempts").text())
            : "It would have been withdrawn at %s, after %s requests."
                .formatted(withdrawn, result.at("attempts").text()));
    result.at("reasons").items().forEach(each -> words.append("\n  ").append(each.text()));
    String missing = result.at("missing").text();
    return missing.isEmpty() ? words.toString() : words + "\n  " + missing;
  }
}
