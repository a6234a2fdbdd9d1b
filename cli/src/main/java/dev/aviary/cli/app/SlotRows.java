package dev.aviary.cli.app;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.text.TextStyle;
import dev.aviary.cli.text.TextTable;
import java.util.List;
import java.util.Locale;

/** The slots of one app: what is in each, how it is, what its visitors get. */
public final class SlotRows {
  private static final List<String> SLOTS = List.of("stable-1", "stable-2", "canary");

  private final CommandContext context;
  private final TextStyle style;

  public SlotRows(CommandContext context) {
    this.context = context;
    this.style = context.style();
  }

  /** What the balancer does not tell is left out. */
  public TextTable table(String app, ApiJson view) {
    ApiJson traffic = known(ApiPath.of("apps", app, "traffic"));
    ApiJson routes = known(ApiPath.of("routes"));
    var table =
        new TextTable(
            style, "SLOT", "STATE", "RELEASE", "COMMIT", "REQUESTS/S", "5XX/S", "P50 MS", "P95 MS");
    for (String slot : SLOTS) {
      ApiJson occupancy = view.at("slots", slot);
      ApiJson member = occupancy.at("serving");
      ApiJson figures = of(traffic.at("slots"), app, slot);
      table.row(
          slot,
          state(occupancy, of(routes.at("slots"), app, slot)),
          member.at("release").text(),
          AppLine.commit(member.at("commit").text()),
          figure(figures.at("requestsPerSecond")),
          figure(figures.at("serverErrorsPerSecond")),
          figure(figures.at("p50Millis")),
          figure(figures.at("p95Millis")));
    }
    return table;
  }

  private String state(ApiJson occupancy, ApiJson route) {
    String beside = occupancy.at("starting").isPresent() ? style.busy(", another starts") : "";
    if (!occupancy.at("serving").isPresent()) {
      return occupancy.at("starting").isPresent() ? style.busy("starting") : style.dim("empty");
    }
    if (route.at("ejectedUntil").isPresent()) {
      return style.bad("ejected") + beside;
    }
    return (route.at("healthy").isPresent() && !route.at("healthy").isTrue()
            ? style.bad("fails its probes")
            : style.good("serves"))
        + beside;
  }

  private static ApiJson of(ApiJson list, String app, String slot) {
    for (ApiJson each : list.items()) {
      boolean same = !each.at("app").isPresent() || each.at("app").text().equals(app);
      boolean routed = !each.at("routed").isPresent() || each.at("routed").isTrue();
      if (same && routed && each.at("slot").text().equals(slot)) {
        return each;
      }
    }
    return new ApiJson(null);
  }

  private ApiJson known(ApiPath path) {
    try {
      return context.caller().ask(AdminApi.BALANCER, "GET", path).json();
    } catch (CommandFailure away) {
      return new ApiJson(null);
    }
  }

  private static String figure(ApiJson number) {
    return number.isNumber() ? String.format(Locale.ROOT, "%.1f", number.number()) : "";
  }
}
