package dev.aviary.cli.call;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import org.jspecify.annotations.Nullable;

/** What problem documents (RFC 9457) say, for people. */
final class Problems {
  private Problems() {}

  static CommandFailure failure(AdminApi api, ApiReply reply) {
    ApiJson problem = reply.json();
    String title = problem.at("title").text();
    String detail = problem.at("detail").text();
    var why = new StringBuilder(detail.isEmpty() ? otherwise(reply) : detail);
    for (ApiJson error : problem.at("errors").items()) {
      String line = error.at("pointer").text() + ": " + error.at("detail").text();
      if (why.indexOf(line) < 0) {
        why.append("\n         ").append(line);
      }
    }
    return new CommandFailure(
        status(reply.status()),
        "The %s refuses: %s (%d)."
            .formatted(api.words(), title.isEmpty() ? "no" : title, reply.status()),
        why.toString(),
        remedy(reply.status()));
  }

  private static String otherwise(ApiReply reply) {
    String body = ApiJson.printable(reply.body().strip());
    return body.isEmpty() ? "it gives no reason" : body.lines().limit(5).reduce("", String::concat);
  }

  private static ExitStatus status(int status) {
    return switch (status) {
      case 401, 403 -> ExitStatus.NOT_ALLOWED;
      case 502, 503, 504 -> ExitStatus.NOT_REACHED;
      default -> ExitStatus.REFUSED;
    };
  }

  private static @Nullable String remedy(int status) {
    return switch (status) {
      case 401 -> "give the admin token in AVIARY_ADMIN_TOKEN, or run this where secrets.env is";
      case 403 -> "give a token that may do this in AVIARY_ADMIN_TOKEN";
      case 503 -> "try it again; aviary doctor looks for the cause";
      default -> null;
    };
  }
}
