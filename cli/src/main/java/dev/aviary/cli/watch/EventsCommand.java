package dev.aviary.cli.watch;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.call.ApiReply;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "events", description = "the timeline: what happened, when, and who did it")
public final class EventsCommand extends ApiCommand {
  private static final int LOOK = 200;
  private static final long PAUSE_MILLIS = 1000;

  @Parameters(arity = "0..1", paramLabel = "APP", description = "only those of one app")
  private @Nullable String app;

  @Option(
      names = {"-f", "--follow"},
      description = "go on as they happen")
  private boolean follow;

  @Option(
      names = {"-n", "--most"},
      defaultValue = "30",
      description = "how many, 1 to 1000 (${DEFAULT-VALUE})")
  private int most;

  public EventsCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    ApiReply reply =
        get(AdminApi.BUILDER, ApiPath.of("events").with("most", app == null ? most : 1000));
    if (json && !follow && app == null) {
      return done(reply, "");
    }
    List<ApiJson> newest = reply.json().items();
    List<ApiJson> first = newest.stream().filter(this::wanted).limit(most).toList();
    if (json && !follow) {
      print(ApiJson.write(first.stream().map(ApiJson::value).toList()));
      return ExitStatus.DONE;
    }
    first.reversed().forEach(this::show);
    Set<ApiJson> seen = new HashSet<>(newest);
    while (follow) {
      pause();
      List<ApiJson> now =
          get(AdminApi.BUILDER, ApiPath.of("events").with("most", LOOK)).json().items();
      now.reversed().stream()
          .filter(event -> !seen.contains(event) && wanted(event))
          .forEach(this::show);
      seen.addAll(now);
      // What is no longer among the newest does not come again.
      if (seen.size() > 10 * LOOK) {
        seen.retainAll(new HashSet<>(now));
      }
    }
    return ExitStatus.DONE;
  }

  private boolean wanted(ApiJson event) {
    return app == null || event.at("app").text().equals(app);
  }

  private void show(ApiJson event) {
    if (json && event.value() != null) {
      print(ApiJson.write(event.value()));
      return;
    }
    String why = event.at("why").text().replace('\n', ' ');
    String about = (event.at("app").text() + " " + event.at("subject").text()).strip();
    print(
        style().dim(time(event))
            + "  %-22s %s%s %s"
                .formatted(
                    event.at("what").text(),
                    about,
                    why.isEmpty() ? "" : ": " + why,
                    style().dim("by " + event.at("by").text())));
  }

  private static String time(ApiJson event) {
    String at = event.at("at").text();
    return at.length() > 19 ? at.substring(0, 19) + "Z" : at;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
