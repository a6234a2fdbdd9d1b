package dev.aviary.cli.app;

import dev.aviary.cli.call.ApiJson;
import java.util.Map;

/** What is to be entered at a forge, in words. */
final class WebhookWords {
  private static final Map<String, String> PLACES =
      Map.of(
          "github", "GitHub: repository, Settings, Webhooks, Add webhook",
          "gitlab", "GitLab: project, Settings, Webhooks",
          "gitea", "Gitea or Forgejo: repository, Settings, Webhooks, Add webhook",
          "bitbucket", "Bitbucket: repository, Repository settings, Webhooks");

  private WebhookWords() {}

  /**
   * @param repository the app's address, by which its forge is guessed
   */
  static String of(ApiJson webhook, String repository) {
    var words = new StringBuilder("The webhook, by which a push deploys:");
    String own = forge(repository);
    webhook
        .at("addresses")
        .members()
        .forEach((forge, address) -> {
          if (own.isEmpty() || own.equals(forge)) {
            words.append("\n  ").append(PLACES.getOrDefault(forge, forge));
            words.append("\n    address  ").append(address.text());
          }
        });
    words.append("\n  secret   ").append(webhook.at("secret").text());
    if (own.isEmpty() || own.equals("gitlab")) {
      words.append("\n  or GitLab's signing token   ").append(webhook.at("signingToken").text());
    }
    words.append("\n  event    ").append(event(webhook.at("deployOn").text()));
    boolean relative =
        webhook.at("addresses").members().values().stream()
            .anyMatch(address -> address.text().startsWith("/"));
    if (relative) {
      words.append(
          "\n  Put http://<this machine>:<AVIARY_BUILDER_PORT> before the address, or set AVIARY_BUILDER_URL.");
    }
    return words.toString();
  }

  private static String event(String deployOn) {
    return deployOn.startsWith("green") ? "the end of a CI run (" + deployOn + ")" : "push";
  }

  private static String forge(String repository) {
    return PLACES.keySet().stream()
        .filter(forge -> repository.contains(forge + "."))
        .findFirst()
        .orElse("");
  }
}
