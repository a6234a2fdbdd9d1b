package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What visitors reach of an app, and who of them may. What is set here counts at once, without a
 * deployment.
 *
 * @param paths the part of its hosts' addresses that is this app's, as prefixes like {@code /api};
 *     none: all of it. A prefix ends where a segment ends: {@code /api} is not {@code /apiary}
 * @param stripPath whether the app sees the path without its prefix, which {@code
 *     X-Forwarded-Prefix} then tells; missing means no
 * @param redirects hosts that are answered 308 to the first of the app's hosts, with the same path
 *     and query
 * @param access who may see what; missing means everybody
 * @param rate how many requests it gets; null: there is no limit
 */
@Serdeable
public record VisitorOptions(
    List<String> paths,
    Boolean stripPath,
    List<String> redirects,
    AccessOptions access,
    @Nullable RequestRate rate) {
  @SuppressWarnings("NullAway") // null is what a missing member is on the wire
  public static final VisitorOptions DEFAULT = new VisitorOptions(null, null, null, null, null);

  private static final int MOST = 50;

  /** Segments of unreserved characters and sub-delims but ';' (RFC 3986, section 3.3). */
  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~!$&'()*+,=:@-]+){1,20}");

  private static final Pattern DOTS = Pattern.compile("/\\.{1,2}(/|$)");

  public VisitorOptions {
    paths = Check.list(paths, "paths").stream().map(VisitorOptions::prefix).distinct().toList();
    Check.that(paths.size() <= MOST, "paths has more than " + MOST + " prefixes");
    stripPath = stripPath != null && stripPath;
    Check.that(
        !stripPath || !paths.isEmpty(), "stripPath is true, and paths names nothing to cut off");
    redirects = Check.list(redirects, "redirects");
    Check.that(redirects.size() <= MOST, "redirects has more than " + MOST + " hosts");
    redirects = redirects.stream().map(host -> Check.host(host, "redirects")).distinct().toList();
    access = access == null ? AccessOptions.NONE : access;
  }

  private static String prefix(String path) {
    Check.that(
        path.length() <= 200 && PREFIX.matcher(path).matches() && !DOTS.matcher(path).find(),
        "paths: '"
            + path
            + "' is not a prefix, as in /api: it begins with '/', does not end with one, and holds"
            + " letters, digits and -._~!$&'()*+,=:@; for all of a host leave paths out");
    return path;
  }

  /** The same without what tells how access is guarded. */
  public VisitorOptions shown() {
    return new VisitorOptions(paths, stripPath, redirects, AccessOptions.NONE, rate);
  }
}
