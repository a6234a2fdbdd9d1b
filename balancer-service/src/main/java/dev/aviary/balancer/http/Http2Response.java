package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Field sections of answers in the form that HTTP/2 has for them (RFC 9113, section 8.3.2). */
public final class Http2Response {
  private static final AsciiString[] NONE = {};

  private Http2Response() {}

  /** The header section, without what is said about the connection of the other side. */
  public static Http2Headers head(HttpResponse response) {
    HttpHeaders headers = response.headers();
    HopHeaders.remove(headers);
    return ReadOnlyHttp2Headers.serverHeaders(
        false, response.status().codeAsText(), fields(headers));
  }

  /** An interim answer without fields. */
  public static Http2Headers interim(HttpResponseStatus status) {
    return ReadOnlyHttp2Headers.serverHeaders(false, status.codeAsText());
  }

  /** The trailer section. */
  public static Http2Headers trailers(HttpHeaders trailers) {
    HopHeaders.remove(trailers);
    return ReadOnlyHttp2Headers.trailers(false, fields(trailers));
  }

  /** Names in small letters, each with its value. */
  static AsciiString[] fields(HttpHeaders headers) {
    if (headers instanceof FlatHeaders flat) {
      var fields = new AsciiString[2 * flat.size()];
      for (int i = 0; i < flat.size(); i++) {
        fields[2 * i] = flat.lowerName(i);
        fields[2 * i + 1] = new AsciiString(flat.written(i), false);
      }
      return fields;
    }
    List<AsciiString> fields = new ArrayList<>(2 * headers.size());
    for (var all = headers.iteratorCharSequence(); all.hasNext(); ) {
      Map.Entry<CharSequence, CharSequence> field = all.next();
      fields.add(AsciiString.of(field.getKey()).toLowerCase());
      fields.add(new AsciiString(field.getValue(), StandardCharsets.ISO_8859_1));
    }
    return fields.toArray(NONE);
  }
}
