package dev.aviary.cli.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A path with its query.
 *
 * @param text encoded, as it is sent
 */
public record ApiPath(String text) {

  /** Each part is one segment, whatever stands in it. */
  public static ApiPath of(String... parts) {
    var path = new StringBuilder();
    for (String part : parts) {
      path.append('/').append(encoded(part));
    }
    return new ApiPath(path.toString());
  }

  /** A value that is null is left out. */
  public ApiPath with(String name, @Nullable Object value) {
    return value == null
        ? this
        : new ApiPath(
            text + (text.indexOf('?') < 0 ? "?" : "&") + name + "=" + encoded(value.toString()));
  }

  private static String encoded(String part) {
    String text = URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    // A segment of dots alone would lead elsewhere.
    return text.matches("[.]+") ? text.replace(".", "%2E") : text;
  }
}
