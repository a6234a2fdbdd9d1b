package dev.aviary.monitor.link;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the links of mails lead.
 *
 * @param address how a browser reaches the monitor's port, through a proxy of the owner's; the
 *     pages are under {@code /links} there. {@code AVIARY_LINK_ADDRESS}. Empty: mails have no links
 * @param expiry how long a link may be used, 5 minutes to 7 days; {@code AVIARY_LINK_EXPIRY}
 */
@Context
@ConfigurationProperties("aviary.link")
record LinkSettings(@Nullable String address, @Bindable(defaultValue = "24h") Duration expiry) {
  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(7);

  LinkSettings {
    address = address == null ? "" : address.strip().replaceAll("/+$", "");
    Check.that(
        address.isEmpty() || isAddress(address),
        "AVIARY_LINK_ADDRESS is not an http:// or https:// address without user, query and #");
    Check.that(
        expiry.compareTo(SHORTEST) >= 0 && expiry.compareTo(LONGEST) <= 0,
        "AVIARY_LINK_EXPIRY is %s; give 5m to 7d".formatted(expiry));
  }

  boolean isComplete() {
    return !base().isEmpty();
  }

  /** Without a slash at its end. */
  String base() {
    return address == null ? "" : address;
  }

  private static boolean isAddress(String text) {
    try {
      URI uri = new URI(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
