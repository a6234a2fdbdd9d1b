package dev.aviary.monitor.notify;

import dev.aviary.contract.app.Check;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A webhook or chat that is told what is mailed.
 *
 * @param name unique; 1 to 30 lower-case letters, digits and {@code -}. What was told to whom is
 *     remembered by it
 * @param url where it is posted to. Those of Slack, Mattermost and Discord are secrets: whoever
 *     knows one posts in the channel
 */
record Listener(String name, MessageForm form, URI url) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,29}");

  Listener {
    Check.that(
        NAME.matcher(name).matches(),
        "AVIARY_LISTENERS: '%s' is not a name; give 1 to 30 lower-case letters, digits and -"
            .formatted(name));
    String of = "AVIARY_LISTENERS: the address of " + name;
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    Check.that(
        scheme.equals("http") || scheme.equals("https"),
        of + " begins with neither http nor https");
    Check.that(url.getHost() != null, of + " has no host");
    Check.that(
        url.getRawUserInfo() == null,
        of + " has a user or password before the host; a receiver knows us by the signature");
    Check.that(url.getRawFragment() == null, of + " has a #, which is never sent");
    Check.that(
        !MetadataAddress.isNamed(url.getHost()),
        of + " is that of a cloud's metadata service, which is never posted to");
  }

  /**
   * @param text {@code name:form:url}
   */
  static Listener parse(String text) {
    String[] parts = text.split(":", 3);
    // Never the text itself: it may hold a secret.
    Check.that(
        parts.length == 3,
        "AVIARY_LISTENERS: an entry is not name:form:url, as in ops:slack:https://hooks.slack.com/...");
    try {
      return new Listener(parts[0], MessageForm.named(parts[1]), new URI(parts[2]));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "AVIARY_LISTENERS: the address of %s is none, from character %d on"
              .formatted(parts[0], e.getIndex() + 1),
          e);
    }
  }

  /** Scheme, host and port: the rest may be a secret. */
  String place() {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  @Override
  public String toString() {
    return "Listener[%s, %s, %s]".formatted(name, form, place());
  }
}
