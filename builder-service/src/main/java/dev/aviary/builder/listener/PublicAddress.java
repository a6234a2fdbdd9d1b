package dev.aviary.builder.listener;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the public port is reached from outside.
 *
 * @param url as {@code https://deploy.example.org}, without a path; empty: unknown; {@code
 *     AVIARY_BUILDER_URL}
 */
@Context
@ConfigurationProperties("aviary.public")
public record PublicAddress(@Nullable String url) {
  private static final Pattern WEB = Pattern.compile("https?://[^\\s/?#@]+/?");

  public PublicAddress {
    url = url == null || url.isBlank() ? null : url.strip();
    Check.that(
        url == null || WEB.matcher(url).matches(),
        "AVIARY_BUILDER_URL is '" + url + "'; give one like https://deploy.example.org");
  }

  public boolean isKnown() {
    return url != null;
  }

  /** The address of a path; the path alone where the rest is not known. */
  public String of(String path) {
    return url == null
        ? path
        : (url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + path;
  }
}
