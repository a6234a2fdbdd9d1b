package dev.aviary.monitor.mail;

import dev.aviary.monitor.record.Culprit;
import java.util.List;

/** What a person can do about an alert, as commands to paste on the machine. */
record Commands(String builder) {
  private static final String TOKEN = "-H \"Authorization: Bearer $AVIARY_ADMIN_TOKEN\"";
  private static final String REASON = "\"force\":true,\"reason\":\"say why\"}'";

  /** Brings the same commit back as canary. */
  List<String> redeploy(Culprit culprit) {
    String body =
        "'{\"app\":\"%s\",\"branch\":\"%s\",\"commit\":\"%s\","
            .formatted(culprit.app(), culprit.branch(), culprit.commit());
    return post("/deployments", body + REASON);
  }

  List<String> promote(Culprit culprit) {
    return post("/apps/" + culprit.app() + "/promote", "'{" + REASON);
  }

  List<String> rollBack(Culprit culprit) {
    return post("/apps/" + culprit.app() + "/rollback", "'{\"reason\":\"say why\"}'");
  }

  List<String> withdraw(Culprit culprit) {
    return post("/apps/" + culprit.app() + "/withdraw", "'{\"reason\":\"say why\"}'");
  }

  List<String> log(String deployment) {
    return List.of(
        "  curl " + TOKEN + " -H \"Accept: text/plain\" \\",
        "    " + builder + "/deployments/" + deployment + "/log");
  }

  private List<String> post(String path, String body) {
    return List.of(
        "  curl -X POST " + TOKEN + " -H \"Content-Type: application/json\" \\",
        "    " + builder + path + " \\",
        "    -d " + body);
  }
}
