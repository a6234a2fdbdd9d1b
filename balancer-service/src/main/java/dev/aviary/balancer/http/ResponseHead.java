package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/** A response's head on its way from backend to client. */
public final class ResponseHead {
  private ResponseHead() {}

  /** Whether the head can be passed on at all. */
  public static boolean valid(HttpResponse response) {
    return response.decoderResult().isSuccess()
        && response.status().code() >= 100
        && response.status().code() <= 599
        && response.protocolVersion().majorVersion() == 1
        && codedAsUnderstood(response.headers());
  }

  private static boolean codedAsUnderstood(HttpHeaders headers) {
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    return codings.isEmpty()
        || (codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked"));
  }

  /** Whether the backend sent it over HTTP/2. */
  public static boolean http2(HttpResponse response) {
    return response instanceof Http2BackendResponse;
  }

  /** Whether more answers follow to the same request (RFC 9110, 15.2). */
  public static boolean interim(HttpResponse response) {
    return response.status().codeClass() == HttpStatusClass.INFORMATIONAL && !switches(response);
  }

  public static boolean switches(HttpResponse response) {
    return response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
  }

  /** Whether the answer itself says where it ends; otherwise its connection's end does. */
  public static boolean delimited(HttpResponse response, RequestHead request) {
    HttpHeaders headers = response.headers();
    return request.head()
        || http2(response)
        || headers.contains(HttpHeaderNames.CONTENT_LENGTH)
        || headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
        || bodiless(response.status());
  }

  /** Makes an interim answer what the client gets. */
  public static void prepareInterim(HttpResponse response) {
    HopHeaders.remove(response.headers());
    response.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
    response.setProtocolVersion(HttpVersion.HTTP_1_1);
  }

  /** Makes the answer that ends HTTP on a connection what the client gets. */
  public static void prepareSwitch(HttpResponse response) {
    HttpHeaders headers = response.headers();
    String protocol = headers.get(HttpHeaderNames.UPGRADE);
    HopHeaders.remove(headers);
    headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    if (protocol != null) {
      headers.set(HttpHeaderNames.UPGRADE, protocol);
    }
    headers.add(HttpHeaderNames.VIA, Via.ANSWER);
    response.setProtocolVersion(HttpVersion.HTTP_1_1);
  }

  /**
   * Makes a final answer what the client gets. A known length is kept; a body whose end is told by
   * the end of the connection gets chunks, where the client understands them.
   *
   * @param close the client's connection ends with this answer
   * @return whether the connection must end with this answer
   */
  public static boolean prepare(HttpResponse response, RequestHead request, boolean close) {
    HttpHeaders headers = response.headers();
    boolean chunked = headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    HopHeaders.remove(headers);
    boolean ends = close || !request.keepAlive();
    if (chunked) {
      headers.remove(HttpHeaderNames.CONTENT_LENGTH);
    }
    boolean unknownLength = chunked || !headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    if (unknownLength && !bodiless(response.status())) {
      if (request.http10()) {
        ends = true;
      } else if (!request.head() || chunked) {
        headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
      }
    }
    if (ends) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    headers.add(HttpHeaderNames.VIA, http2(response) ? Via.ANSWER_HTTP2 : Via.ANSWER);
    RequestId.tell(request.request().headers(), headers);
    response.setProtocolVersion(HttpVersion.HTTP_1_1);
    return ends;
  }

  private static boolean bodiless(HttpResponseStatus status) {
    return status.code() == 204 || status.code() == 304;
  }
}
