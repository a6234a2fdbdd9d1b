package dev.aviary.balancer.http;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of an answer that a backend sent over HTTP/2, made what the HTTP/1 decoder would make of
 * the same answer. What HTTP/1 could not carry, such as a line end in a value, makes it malformed.
 */
public final class Http2BackendResponse extends DefaultHttpResponse {
  private static final AsciiString STATUS = Http2Headers.PseudoHeaderName.STATUS.value();
  private static final int SWITCHING = 101;

  private Http2BackendResponse(int status, HttpHeaders fields) {
    super(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), fields);
  }

  /** Reads a header section; null: it is malformed. HTTP/2 knows no protocol switch (8.6). */
  public static @Nullable Http2BackendResponse read(Http2Headers headers) {
    int status = status(headers);
    FlatHeaders fields = fields(headers, true);
    return status < 100 || status > 599 || status == SWITCHING || fields == null
        ? null
        : new Http2BackendResponse(status, fields);
  }

  /** Reads the trailer section; null: it is malformed. */
  public static @Nullable LastHttpContent trailers(Http2Headers headers) {
    FlatHeaders fields = fields(headers, false);
    if (fields == null) {
      return null;
    }
    var last = new DefaultLastHttpContent();
    last.trailingHeaders().add(fields);
    return last;
  }

  /** The end of an answer that cannot be read, with the reason for it. */
  public static LastHttpContent broken(Throwable why) {
    var last = new DefaultLastHttpContent();
    last.setDecoderResult(
        DecoderResult.failure(
            why instanceof Http2Exception.HeaderListSizeException
                ? new TooLongHttpHeaderException(why.getMessage())
                : why));
    return last;
  }

  /** The status, of three digits; 0 when it is missing or no number. */
  private static int status(Http2Headers headers) {
    CharSequence text = headers.status();
    if (text == null || text.length() != 3) {
      return 0;
    }
    int status = 0;
    for (int i = 0; i < 3; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      status = 10 * status + digit;
    }
    return status;
  }

  private static @Nullable FlatHeaders fields(Http2Headers headers, boolean withStatus) {
    var fields = new FlatHeaders();
    boolean statusMayCome = withStatus;
    for (Map.Entry<CharSequence, CharSequence> field : headers) {
      AsciiString name = AsciiString.of(field.getKey());
      boolean isStatus = statusMayCome && name.equals(STATUS);
      statusMayCome = false;
      if (!isStatus && !add(fields, name, field.getValue())) {
        return null;
      }
    }
    return Http2FieldRules.ofConnection(fields) ? null : fields;
  }

  /** Names that begin with a colon are no tokens. */
  private static boolean add(FlatHeaders fields, AsciiString name, CharSequence value) {
    try {
      fields.addOne(name, value);
      return Http2FieldRules.proper(name, value);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
