package dev.aviary.balancer.http;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The field section of an HTTP/2 request, made what the HTTP/1 decoder would make of the same
 * request (RFC 9113, sections 8.2 and 8.3). What an HTTP/1 backend could read differently, such as
 * a line end in a value, makes the request malformed.
 */
public final class Http2Request {
  private final FlatHeaders fields = new FlatHeaders();
  private @Nullable CharSequence method;
  private @Nullable CharSequence scheme;
  private @Nullable CharSequence authority;
  private @Nullable CharSequence path;
  private @Nullable StringBuilder cookies;
  private boolean regular;
  private boolean faulty;

  private Http2Request() {}

  /**
   * Reads the header section.
   *
   * @param ends no body follows
   * @return what may pass to the {@link FrameCheck}; null: the request is malformed
   */
  public static @Nullable HttpRequest read(Http2Headers headers, boolean ends) {
    var read = new Http2Request();
    return read.fields(headers) ? read.request(ends) : null;
  }

  /** Reads the trailer section; null: the request is malformed. */
  public static @Nullable HttpHeaders trailers(Http2Headers headers) {
    var read = new Http2Request();
    read.regular = true;
    return read.fields(headers) ? read.fields : null;
  }

  private boolean fields(Http2Headers headers) {
    for (Map.Entry<CharSequence, CharSequence> field : headers) {
      AsciiString name = AsciiString.of(field.getKey());
      if (!name.isEmpty() && name.byteAt(0) == ':') {
        pseudo(name, field.getValue());
      } else {
        regular(name, field.getValue());
      }
      if (faulty) {
        return false;
      }
    }
    return !Http2FieldRules.ofConnection(fields) && onlyTrailersInTe();
  }

  /** Each at most once, and before all others (RFC 9113, section 8.3). */
  private void pseudo(AsciiString name, CharSequence value) {
    faulty = regular;
    if (name.equals(PseudoHeaderName.METHOD.value())) {
      method = once(method, value);
    } else if (name.equals(PseudoHeaderName.SCHEME.value())) {
      scheme = once(scheme, value);
    } else if (name.equals(PseudoHeaderName.AUTHORITY.value())) {
      authority = once(authority, value);
    } else if (name.equals(PseudoHeaderName.PATH.value())) {
      path = once(path, value);
    } else {
      faulty = true;
    }
  }

  private CharSequence once(@Nullable CharSequence before, CharSequence value) {
    faulty |= before != null;
    return value;
  }

  private void regular(AsciiString name, CharSequence value) {
    regular = true;
    if (!Http2FieldRules.proper(name, value)) {
      faulty = true;
    } else if (HttpHeaderNames.COOKIE.contentEquals(name)) {
      cookie(value);
    } else {
      add(name, value);
    }
  }

  private void add(CharSequence name, CharSequence value) {
    try {
      fields.addOne(name, value);
    } catch (IllegalArgumentException e) {
      faulty = true;
    }
  }

  /** RFC 9113, section 8.2.3: clients may send each cookie as a field of its own. */
  private void cookie(CharSequence crumb) {
    if (cookies == null) {
      cookies = new StringBuilder(crumb.length());
    } else {
      cookies.append("; ");
    }
    cookies.append(crumb);
  }

  private boolean onlyTrailersInTe() {
    return !fields.contains(HttpHeaderNames.TE)
        || fields.getAll(HttpHeaderNames.TE).stream()
            .allMatch(HttpHeaderValues.TRAILERS.toString()::equalsIgnoreCase);
  }

  private @Nullable HttpRequest request(boolean ends) {
    if (cookies != null) {
      add(HttpHeaderNames.COOKIE, cookies.toString());
    }
    if (method == null || !authorityIsClear() || faulty) {
      return null;
    }
    HttpMethod named = method(method);
    if (named == null) {
      return null;
    }
    if (named.equals(HttpMethod.CONNECT)) {
      // RFC 9113, section 8.5: it has neither. The frame check refuses it.
      return scheme == null && path == null && authority != null
          ? new DefaultHttpRequest(HttpVersion.HTTP_1_1, named, "", fields)
          : null;
    }
    if (!knownScheme() || path == null || !pathOf(named, path)) {
      return null;
    }
    if (!ends) {
      chunkedUnlessLong();
    }
    return new DefaultHttpRequest(HttpVersion.HTTP_1_1, named, path.toString(), fields);
  }

  /** RFC 9113, section 8.3.1: Host must not differ, and stands in where there is no authority. */
  private boolean authorityIsClear() {
    if (authority == null) {
      return true;
    }
    String host = fields.get(HttpHeaderNames.HOST);
    if (host == null) {
      add(HttpHeaderNames.HOST, authority);
      return !faulty;
    }
    return AsciiString.contentEqualsIgnoreCase(host, authority);
  }

  private static @Nullable HttpMethod method(CharSequence name) {
    try {
      return HttpMethod.valueOf(name.toString());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private boolean knownScheme() {
    return scheme != null
        && (AsciiString.contentEqualsIgnoreCase(scheme, "http")
            || AsciiString.contentEqualsIgnoreCase(scheme, "https"));
  }

  /** RFC 9113, section 8.3.1: a path, or {@code *} for OPTIONS; no absolute form. */
  private static boolean pathOf(HttpMethod method, CharSequence path) {
    return !path.isEmpty()
        && (path.charAt(0) == '/'
            || (method.equals(HttpMethod.OPTIONS) && path.length() == 1 && path.charAt(0) == '*'));
  }

  /**
   * A body whose length is not given goes to the backend in chunks; one of length 0 too, because it
   * may still have a trailer section.
   */
  private void chunkedUnlessLong() {
    String length = fields.get(HttpHeaderNames.CONTENT_LENGTH);
    if (length == null || length.equals("0")) {
      fields
          .remove(HttpHeaderNames.CONTENT_LENGTH)
          .add(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
  }
}
