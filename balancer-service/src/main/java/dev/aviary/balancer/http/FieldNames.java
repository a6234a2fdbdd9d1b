package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of fields that are common or looked for in every message. Each has a number, so that one
 * word of bits says which of them a header holds.
 */
public final class FieldNames {
  public static final AsciiString FORWARDED = AsciiString.cached("forwarded");
  public static final AsciiString X_FORWARDED_FOR = AsciiString.cached("x-forwarded-for");
  public static final AsciiString X_FORWARDED_HOST = AsciiString.cached("x-forwarded-host");
  public static final AsciiString X_FORWARDED_PORT = AsciiString.cached("x-forwarded-port");
  public static final AsciiString X_FORWARDED_PROTO = AsciiString.cached("x-forwarded-proto");
  public static final AsciiString X_REAL_IP = AsciiString.cached("x-real-ip");
  public static final AsciiString X_FORWARDED_PREFIX = AsciiString.cached("x-forwarded-prefix");
  public static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");
  public static final AsciiString TRACESTATE = AsciiString.cached("tracestate");
  static final AsciiString X_REQUEST_ID = AsciiString.cached("x-request-id");
  static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
  static final AsciiString PROXY_CONNECTION = AsciiString.cached("proxy-connection");
  static final AsciiString HTTP2_SETTINGS = AsciiString.cached("http2-settings");

  /** Fields in which most proxies name the client of a request. */
  static final List<AsciiString> FORWARDING =
      List.of(
          FORWARDED,
          X_FORWARDED_FOR,
          X_FORWARDED_HOST,
          X_FORWARDED_PORT,
          X_FORWARDED_PROTO,
          X_REAL_IP);

  /** The number of all names that are none of these. */
  static final int OTHER = 0;

  /** At most 63: a bit each. The first one's number is 1. */
  private static final List<AsciiString> KNOWN =
      List.of(
          FORWARDED,
          X_FORWARDED_FOR,
          X_FORWARDED_HOST,
          X_FORWARDED_PORT,
          X_FORWARDED_PROTO,
          X_REAL_IP,
          X_REQUEST_ID,
          KEEP_ALIVE,
          PROXY_CONNECTION,
          HTTP2_SETTINGS,
          TRACEPARENT,
          TRACESTATE,
          HttpHeaderNames.ACCEPT,
          HttpHeaderNames.ACCEPT_ENCODING,
          HttpHeaderNames.ACCEPT_LANGUAGE,
          HttpHeaderNames.ACCEPT_RANGES,
          HttpHeaderNames.AUTHORIZATION,
          HttpHeaderNames.CACHE_CONTROL,
          HttpHeaderNames.CONNECTION,
          HttpHeaderNames.CONTENT_ENCODING,
          HttpHeaderNames.CONTENT_LENGTH,
          HttpHeaderNames.CONTENT_TYPE,
          HttpHeaderNames.COOKIE,
          HttpHeaderNames.DATE,
          HttpHeaderNames.ETAG,
          HttpHeaderNames.EXPECT,
          HttpHeaderNames.EXPIRES,
          HttpHeaderNames.HOST,
          HttpHeaderNames.IF_MODIFIED_SINCE,
          HttpHeaderNames.IF_NONE_MATCH,
          HttpHeaderNames.LAST_MODIFIED,
          HttpHeaderNames.LOCATION,
          HttpHeaderNames.MAX_FORWARDS,
          HttpHeaderNames.ORIGIN,
          HttpHeaderNames.PRAGMA,
          HttpHeaderNames.RANGE,
          HttpHeaderNames.REFERER,
          HttpHeaderNames.SEC_WEBSOCKET_KEY1,
          HttpHeaderNames.SEC_WEBSOCKET_KEY2,
          HttpHeaderNames.SEC_WEBSOCKET_LOCATION,
          HttpHeaderNames.SEC_WEBSOCKET_ORIGIN,
          HttpHeaderNames.SERVER,
          HttpHeaderNames.SET_COOKIE,
          HttpHeaderNames.TE,
          HttpHeaderNames.TRAILER,
          HttpHeaderNames.TRANSFER_ENCODING,
          HttpHeaderNames.UPGRADE,
          HttpHeaderNames.UPGRADE_INSECURE_REQUESTS,
          HttpHeaderNames.USER_AGENT,
          HttpHeaderNames.VARY,
          HttpHeaderNames.VIA);

  private static final Pattern WORD = Pattern.compile("\\b[a-z]");

  /** What a word's beginning in capitals does not make right. */
  private static final List<String> OTHERWISE = List.of("ETag", "TE", "X-Real-IP");

  private static final int SIZE = 512;

  /**
   * An open table of spellings by their hash, which ignores case: those of a name are neighbours.
   */
  private static final @Nullable AsciiString[] BY_HASH = new AsciiString[SIZE];

  private static final byte[] NUMBERS = new byte[SIZE];

  /** An open table of the same spellings by what {@link #spot} makes of their bytes. */
  private static final @Nullable AsciiString[] BY_BYTES = new AsciiString[SIZE];

  static {
    for (AsciiString name : KNOWN) {
      add(name, name);
      add(AsciiString.cached(WORD.matcher(name).replaceAll(w -> upper(w.group()))), name);
    }
    OTHERWISE.forEach(each -> add(AsciiString.cached(each), AsciiString.of(each).toLowerCase()));
  }

  private FieldNames() {}

  private static String upper(String letter) {
    return letter.toUpperCase(Locale.ROOT);
  }

  private static void add(AsciiString spelling, AsciiString name) {
    int at = spelling.hashCode() & (SIZE - 1);
    while (BY_HASH[at] != null) {
      at = (at + 1) & (SIZE - 1);
    }
    BY_HASH[at] = spelling;
    NUMBERS[at] = (byte) (KNOWN.indexOf(name) + 1);
    at = spot(spelling.array(), 0, spelling.length());
    while (BY_BYTES[at] != null) {
      at = (at + 1) & (SIZE - 1);
    }
    BY_BYTES[at] = spelling;
  }

  private static int spot(byte[] line, int start, int length) {
    int hash = length * 31 + line[start];
    hash = hash * 31 + line[start + (length >> 1)];
    return (hash * 31 + line[start + length - 1]) & (SIZE - 1);
  }

  /** A bit for each of these, all of which are known, as {@link FlatHeaders} keeps them. */
  static long bits(AsciiString... names) {
    long bits = 0;
    for (AsciiString name : names) {
      bits |= 1L << number(name);
    }
    return bits;
  }

  /** The name that is spelt so; null when it is none of those known. */
  static @Nullable AsciiString spelt(byte[] line, int start, int length) {
    if (length == 0) {
      return null;
    }
    int at = spot(line, start, length);
    for (AsciiString each = BY_BYTES[at]; each != null; each = BY_BYTES[at]) {
      if (each.length() == length
          && Arrays.equals(each.array(), 0, length, line, start, start + length)) {
        return each;
      }
      at = (at + 1) & (SIZE - 1);
    }
    return null;
  }

  /** The name of that number, which is not {@link #OTHER}. */
  static AsciiString inSmallLetters(int number) {
    return KNOWN.get(number - 1);
  }

  /** The name's number; {@link #OTHER} when it is none of those known. */
  @SuppressWarnings(
      "ReferenceEquality") // Mostly it is the very one, and letters need not be looked at.
  static int number(CharSequence name) {
    int start = AsciiString.hashCode(name) & (SIZE - 1);
    int at = start;
    for (AsciiString each = BY_HASH[at]; each != null; each = BY_HASH[at]) {
      if (each == name) {
        return NUMBERS[at];
      }
      at = (at + 1) & (SIZE - 1);
    }
    at = start;
    for (AsciiString each = BY_HASH[at]; each != null; each = BY_HASH[at]) {
      if (each.contentEqualsIgnoreCase(name)) {
        return NUMBERS[at];
      }
      at = (at + 1) & (SIZE - 1);
    }
    return OTHER;
  }
}
