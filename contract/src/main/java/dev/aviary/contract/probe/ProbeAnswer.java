package dev.aviary.contract.probe;

import org.jspecify.annotations.Nullable;

/**
 * What a container answered.
 *
 * @param status of RFC 9110, section 15; never 1xx
 * @param location where it redirects to, or null
 */
public record ProbeAnswer(int status, @Nullable String location) {

  /** Whether it sends plain HTTP to HTTPS. */
  public boolean wantsHttps() {
    return redirects() && location != null && location.regionMatches(true, 0, "https:", 0, 6);
  }

  public boolean redirects() {
    return status >= 300 && status < 400 && location != null;
  }
}
