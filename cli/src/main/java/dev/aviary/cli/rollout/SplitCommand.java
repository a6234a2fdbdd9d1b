package dev.aviary.cli.rollout;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "split", description = "show or change how the tracks share the requests")
public final class SplitCommand extends ApiCommand {
  @Parameters(index = "0", paramLabel = "APP", description = "the app")
  private String app = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PERCENT",
      description = "the canary's requests of every hundred")
  private @Nullable Integer percent;

  @Option(names = "--stickiness", description = "none, cookie or header:NAME")
  private @Nullable String stickiness;

  @Option(
      names = "--manual-choice",
      paramLabel = "true|false",
      description = "whether a request may name its track itself")
  private @Nullable Boolean manualChoice;

  @Option(names = "--reason", description = "why it is changed, for the timeline")
  private @Nullable String reason;

  public SplitCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    var body = new LinkedHashMap<String, Object>();
    if (percent != null) {
      body.put("canaryPercent", percent);
    }
    if (stickiness != null) {
      body.put("stickiness", stickiness);
    }
    if (manualChoice != null) {
      body.put("manualChoice", manualChoice);
    }
    if (reason != null) {
      if (body.isEmpty()) {
        throw CommandFailure.usage(
            "Nothing is changed.", "give a percentage, --stickiness or --manual-choice");
      }
      body.put("reason", reason);
    }
    ApiPath path = ApiPath.of("apps", app, "split");
    ApiReply reply =
        body.isEmpty() ? get(AdminApi.BALANCER, path) : send(AdminApi.BALANCER, "PUT", path, body);
    return done(reply, words(reply));
  }

  private static String words(ApiReply reply) {
    ApiJson split = reply.json();
    ApiJson step = split.at("step");
    String why = split.at("reason").text();
    return "The canary gets %s %% of the requests (stickiness %s, manual choice %s).%s%s%s"
        .formatted(
            split.at("canaryPercent").text(),
            split.at("stickiness").text(),
            split.at("manualChoice").isTrue() ? "on" : "off",
            why.isEmpty() ? "" : "\nThe reason of its last change: " + why,
            step.isPresent()
                ? "\nThe share of its step counts instead: %s %%, step %.0f of %s."
                    .formatted(
                        step.at("percent").text(),
                        step.at("step").number() + 1,
                        step.at("steps").text())
                : "",
            reply.status() == 202
                ? "\nIt is written, and not every balancer uses it yet: aviary status shows when."
                : "");
  }
}
