package dev.aviary.cli.app;

import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.text.TextStyle;

/**
 * An app of {@code GET /apps} in the words of a table.
 *
 * @param view the app as the builder shows it
 */
record AppLine(ApiJson view, TextStyle style) {
  private static final int SHORT = 7;

  String name() {
    return view.at("spec", "name").text();
  }

  String state() {
    String state = view.at("rollout", "state").text();
    if (!view.at("unreadable").members().isEmpty()) {
      return style.bad("damaged");
    }
    return switch (state) {
      case "" -> style.busy("unknown");
      case "steady" -> style.good(state);
      case "trying" ->
          view.at("rollout", "live").isTrue()
              ? style.good("trying")
              : style.busy("starting canary");
      case "withdrawn" -> style.bad(state);
      case "empty" -> style.dim(state);
      default -> style.busy(state);
    };
  }

  /** The branch and commit that serve on a slot. */
  String serving(String slot) {
    ApiJson member = view.at("slots", slot, "serving");
    return member.isPresent() ? commit(member.at("commit").text()) : "";
  }

  /** The share of the canary that serves; that of its step counts first. */
  String share() {
    if (serving("canary").isEmpty()) {
      return "";
    }
    ApiJson step = view.at("canary", "progress", "percent");
    ApiJson percent = step.isPresent() ? step : view.at("split", "canaryPercent");
    return percent.text() + " %";
  }

  String verdict() {
    String verdict = view.at("canary", "verdict").text();
    return switch (verdict) {
      case "good" -> style.good(verdict);
      case "bad" -> style.bad(verdict);
      default -> verdict;
    };
  }

  static String commit(String commit) {
    return commit.length() > SHORT ? commit.substring(0, SHORT) : commit;
  }
}
