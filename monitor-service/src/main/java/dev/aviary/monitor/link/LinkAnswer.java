package dev.aviary.monitor.link;

import io.micronaut.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a page of a link says.
 *
 * @param text a paragraph each
 * @param button null: there is nothing to press
 */
record LinkAnswer(HttpStatus status, String title, List<String> text, @Nullable Button button) {
  private static final String BY_HAND =
      "What can be done by hand stands in the mail and at GET /apps/%s of the builder.";

  /**
   * The button that does it.
   *
   * @param token of the link, which the form sends
   */
  record Button(String words, String token) {}

  static LinkAnswer open(Link link, String token, List<String> known) {
    var text = new ArrayList<String>();
    text.add(
        "The canary of %s (deployment %s) %s."
            .formatted(link.app(), link.deployment(), link.action().effect()));
    text.addAll(known);
    text.add("Nothing has happened yet. The button works once, until " + link.expires() + ".");
    String title = link.action().button() + " of " + link.app() + "?";
    return new LinkAnswer(HttpStatus.OK, title, text, new Button(link.action().button(), token));
  }

  static LinkAnswer done(LinkUse use) {
    return plain(HttpStatus.OK, "Done", String.valueOf(use.outcome()));
  }

  static LinkAnswer used(LinkUse use) {
    return plain(
        HttpStatus.GONE,
        "This link was used already",
        "It was used at %s: %s".formatted(use.at(), use.outcome()));
  }

  static LinkAnswer underWay() {
    return plain(
        HttpStatus.CONFLICT,
        "It is being done",
        "The button was pressed a moment ago. Open the link again to see the result.");
  }

  static LinkAnswer unknown() {
    return plain(
        HttpStatus.NOT_FOUND,
        "This link is not of this Aviary",
        "Perhaps the mail program cut it: copy the whole address from the mail.");
  }

  static LinkAnswer expired(Link link) {
    return plain(
        HttpStatus.GONE,
        "This link has expired",
        "It worked until %s. Nothing was done by it.".formatted(link.expires()),
        BY_HAND.formatted(link.app()));
  }

  static LinkAnswer appGone(Link link) {
    return plain(
        HttpStatus.GONE,
        "The app is gone",
        "There is no app named %s here now. Nothing was done.".formatted(link.app()));
  }

  /** Nothing was done, and the link stays usable. */
  static LinkAnswer refused(Link link, String reason) {
    return plain(
        HttpStatus.CONFLICT,
        "That cannot be done as things are",
        reason.endsWith(".") ? reason : reason + ".",
        BY_HAND.formatted(link.app()));
  }

  static LinkAnswer builderAway() {
    return plain(
        HttpStatus.SERVICE_UNAVAILABLE,
        "The builder does not answer",
        "The link stays usable: open it again in a minute and press the button once more.");
  }

  static LinkAnswer redisAway() {
    return plain(
        HttpStatus.SERVICE_UNAVAILABLE,
        "Redis does not answer",
        "Nothing is known of what was done before. The link stays usable: open it again in a"
            + " minute.");
  }

  static LinkAnswer tooMany(long seconds) {
    return plain(
        HttpStatus.TOO_MANY_REQUESTS,
        "Too many requests",
        "Your address asked too often. Try again in %d s.".formatted(seconds));
  }

  private static LinkAnswer plain(HttpStatus status, String title, String... text) {
    return new LinkAnswer(status, title, List.of(text), null);
  }
}
