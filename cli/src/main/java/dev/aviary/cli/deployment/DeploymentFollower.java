package dev.aviary.cli.deployment;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiCaller;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.call.EventLines;
import dev.aviary.cli.call.EventLines.ServerEvent;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.text.TextStyle;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows what a deployment does until it has ended, and how it ended. */
public final class DeploymentFollower {
  private static final Set<String> UNDER_WAY = Set.of("queued", "building", "starting");

  /** A builder that is started again is back by then. */
  private static final int TRIES = 60;

  private static final long PAUSE_MILLIS = 1000;

  private final CommandContext context;
  private final boolean json;

  public DeploymentFollower(CommandContext context, boolean json) {
    this.context = context;
    this.json = json;
  }

  /**
   * What follows from a request to deploy.
   *
   * @param admitted the answer to it, with the deployment
   * @param waits whether its end is waited for
   */
  public ExitStatus follow(ApiReply admitted, boolean waits) {
    ApiJson deployment = admitted.json();
    String id = deployment.at("id").text();
    if (!json) {
      context
          .out()
          .println(
              "Deployment %s: %s of %s, for the %s track of %s."
                  .formatted(
                      style().bold(id),
                      shortened(deployment.at("commit").text()),
                      deployment.at("branch").text(),
                      deployment.at("track").text(),
                      deployment.at("app").text()));
    }
    if (waits && UNDER_WAY.contains(state(deployment))) {
      log(id, this::show);
    }
    return waits ? ended(id) : unfinished(admitted, id);
  }

  private ExitStatus unfinished(ApiReply admitted, String id) {
    context.out().println(json ? admitted.body() : "aviary logs %s follows it.".formatted(id));
    return ExitStatus.DONE;
  }

  /** Gives the lines of its log as they are written, until the deployment has ended. */
  public void log(String id, Consumer<String> lines) {
    String last = null;
    for (int failures = 0; failures < TRIES; ) {
      try (var events =
          new EventLines(
              context.caller().stream(
                  AdminApi.BUILDER,
                  ApiPath.of("deployments", id, "log"),
                  ApiCaller.EVENTS,
                  last))) {
        for (ServerEvent event = events.next(); event != null; event = events.next()) {
          failures = 0;
          if (event.name().equals("end")) {
            return;
          }
          last = given(event, lines, last);
        }
        failures++;
        pause();
      } catch (IOException away) {
        failures++;
        pause();
      }
    }
  }

  private static @Nullable String given(
      ServerEvent event, Consumer<String> lines, @Nullable String last) {
    if (event.name().equals("message")) {
      event.data().lines().forEach(lines);
    }
    return event.id() == null ? last : event.id();
  }

  private void show(String line) {
    if (!json) {
      context.out().println(style().dim("   | " + ApiJson.printable(line)));
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ExitStatus ended(String id) {
    ApiReply reply = context.caller().call(AdminApi.BUILDER, "GET", ApiPath.of("deployments", id));
    ApiJson deployment = reply.json();
    String state = state(deployment);
    boolean live = state.equals("live") || state.equals("replaced");
    if (json) {
      context.out().println(reply.body());
    } else if (live) {
      context
          .out()
          .println(
              style().good("Live: ")
                  + "release %s serves on the %s track of %s."
                      .formatted(
                          deployment.at("status", "release", "id").text(),
                          deployment.at("track").text(),
                          deployment.at("app").text())
                  + DeploymentFigures.sentence(deployment));
    } else {
      context.err().println(context.errorStyle().bad("Not live: ") + end(deployment, state));
    }
    return live ? ExitStatus.DONE : ExitStatus.REFUSED;
  }

  private static String end(ApiJson deployment, String state) {
    ApiJson status = deployment.at("status");
    String stage = status.at("stage").text();
    String why =
        status.at("reason").isPresent() ? status.at("reason").text() : status.at("by").text();
    return "%s%s%s"
        .formatted(
            state.isEmpty() ? "its end is not known" : state,
            stage.isEmpty() ? "" : " (" + stage + ")",
            why.isEmpty() ? "" : ": " + why);
  }

  private static String state(ApiJson deployment) {
    return deployment.at("status", "state").text();
  }

  private static String shortened(String commit) {
    return commit.length() > 7 ? commit.substring(0, 7) : commit;
  }

  private TextStyle style() {
    return context.style();
  }
}
