package dev.aviary.monitor.console.page;

import dev.aviary.contract.hash.Sha256;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file that browsers load, with its compressed form. Each form has an entity tag of its own
 * (RFC 9110, section 8.8.3.3).
 */
final class ConsoleFile {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "mjs", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  /** A name that changes with the content. */
  private static final Pattern HASHED = Pattern.compile(".*[.-][0-9a-f]{8,}\\.[a-z0-9]+");

  private static final int SMALL = 512;
  private static final int TAG = 16;

  private final String type;
  private final boolean lasting;
  private final byte[] bytes;
  private final byte @Nullable [] gzip;
  private final String tag;

  /**
   * @param lasting whether another content has another name
   * @param gzip null: it would hardly be smaller
   */
  private ConsoleFile(
      String type, boolean lasting, byte[] bytes, byte @Nullable [] gzip, String tag) {
    this.type = type;
    this.lasting = lasting;
    this.bytes = bytes;
    this.gzip = gzip;
    this.tag = tag;
  }

  /** Null for a name that no file of the console has. */
  static @Nullable String type(String name) {
    return TYPES.get(name.substring(name.lastIndexOf('.') + 1));
  }

  static ConsoleFile of(String name, byte[] bytes) {
    byte[] gzip = bytes.length < SMALL ? null : compressed(bytes);
    return new ConsoleFile(
        String.valueOf(type(name)),
        HASHED.matcher(name).matches(),
        bytes,
        gzip == null || gzip.length > bytes.length * 9 / 10 ? null : gzip,
        HexFormat.of().formatHex(Sha256.begin().digest(bytes)).substring(0, TAG));
  }

  /** 304 where the browser has it. */
  HttpResponse<?> answer(HttpRequest<?> request) {
    byte[] small = accepts(request) ? gzip : null;
    String etag = small == null ? "\"" + tag + "\"" : "\"" + tag + "-gzip\"";
    MutableHttpResponse<byte[]> response =
        known(request, etag) ? HttpResponse.notModified() : HttpResponse.ok();
    response.header(HttpHeaders.ETAG, etag);
    response.header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    response.header(
        HttpHeaders.CACHE_CONTROL, lasting ? "public, max-age=31536000, immutable" : "no-cache");
    if (response.status().getCode() == 200) {
      response.header(HttpHeaders.CONTENT_TYPE, type);
      response.header(HttpHeaders.CONTENT_ENCODING, small == null ? "identity" : "gzip");
      response.body(small == null ? bytes : small);
    }
    return response;
  }

  private static boolean accepts(HttpRequest<?> request) {
    return String.join(",", request.getHeaders().getAll(HttpHeaders.ACCEPT_ENCODING))
        .matches("(?s).*\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$)).*");
  }

  private static boolean known(HttpRequest<?> request, String etag) {
    String tags = String.join(",", request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH));
    return Arrays.stream(tags.split(","))
        .map(String::strip)
        .anyMatch(each -> each.equals("*") || each.replaceFirst("^W/", "").equals(etag));
  }

  private static byte[] compressed(byte[] bytes) {
    var to = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(to)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return to.toByteArray();
  }
}
