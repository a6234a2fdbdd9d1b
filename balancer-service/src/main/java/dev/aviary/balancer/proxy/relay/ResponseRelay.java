package dev.aviary.balancer.proxy.relay;

import dev.aviary.balancer.http.GrpcOutcome;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.RequestHead;
import dev.aviary.balancer.http.ResponseHead;
import dev.aviary.balancer.http.Trailers;
import dev.aviary.balancer.http.VisitorRefusal;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** The way of an answer to the client: interim answers, then the final one. */
public final class ResponseRelay {
  /** What a part of an answer means for the relay. */
  enum Progress {
    GOES_ON,
    /** An interim answer asks the client for its body. */
    CONTINUES,
    COMPLETE,
    /** From here on the connection speaks another protocol. */
    SWITCHED,
    INVALID,
    CUT_SHORT
  }

  private static final int OK = 200;
  private static final AsciiString STRICT_TRANSPORT =
      AsciiString.cached("Strict-Transport-Security");

  private final RequestHead request;
  private final ClientChannel client;
  private @Nullable String setCookie;
  private int strictTransport;
  private VisitorRefusal fault = Refusals.BAD_ANSWER;
  private int status;
  private long bytes;
  private int grpcFailure;
  private boolean grpc;
  private boolean http2;
  private boolean interim;
  private boolean delimited;
  private boolean broken;
  private boolean reusable;
  private boolean ends;

  ResponseRelay(RequestHead request, ClientChannel client) {
    this.request = request;
    this.client = client;
  }

  /** Sets the cookie that the balancer adds to the final answer; null: none. */
  void setCookie(@Nullable String value) {
    setCookie = value;
  }

  /**
   * The client speaks TLS: the balancer's cookie is for TLS alone, and so is the host while {@code
   * seconds} pass (RFC 6797), unless the answer says something else. 0: nothing is said of that.
   */
  public void secure(int seconds) {
    if (setCookie != null) {
      setCookie += "; Secure";
    }
    strictTransport = seconds;
  }

  /**
   * Relays a part of the answer.
   *
   * @param close the client's connection is to end with this answer
   */
  Progress relay(Object message, boolean close) {
    if (!(message instanceof HttpObject object)) {
      ReferenceCountUtil.release(message);
      return Progress.INVALID;
    }
    if (object.decoderResult().isFailure()) {
      fault = Refusals.badAnswer(object.decoderResult().cause());
      ReferenceCountUtil.release(message);
      return Progress.INVALID;
    }
    return object instanceof HttpResponse response
        ? head(response, close)
        : content((HttpContent) object);
  }

  private Progress head(HttpResponse response, boolean close) {
    if (!ResponseHead.valid(response) || (ResponseHead.switches(response) && !request.upgrade())) {
      return Progress.INVALID;
    }
    if (ResponseHead.interim(response)) {
      return interim(response);
    }
    status = response.status().code();
    http2 = ResponseHead.http2(response);
    grpc = status == OK && GrpcOutcome.answers(response.headers());
    readOutcome(response.headers());
    if (ResponseHead.switches(response)) {
      ResponseHead.prepareSwitch(response);
    } else {
      delimited = ResponseHead.delimited(response, request);
      reusable = delimited && HttpUtil.isKeepAlive(response);
      ends = ResponseHead.prepare(response, request, close);
      if (setCookie != null) {
        response.headers().add(HttpHeaderNames.SET_COOKIE, setCookie);
      }
      if (strictTransport > 0 && !response.headers().contains(STRICT_TRANSPORT)) {
        response.headers().set(STRICT_TRANSPORT, "max-age=" + strictTransport);
      }
    }
    client.write(response);
    return Progress.GOES_ON;
  }

  private Progress interim(HttpResponse response) {
    interim = true;
    if (request.http10()) {
      return Progress.GOES_ON;
    }
    ResponseHead.prepareInterim(response);
    client.write(response);
    return response.status().equals(HttpResponseStatus.CONTINUE)
        ? Progress.CONTINUES
        : Progress.GOES_ON;
  }

  private Progress content(HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    if (interim) {
      endInterim(content);
      return Progress.GOES_ON;
    }
    if (last && broken && !delimited) {
      content.release();
      return Progress.CUT_SHORT;
    }
    if (last) {
      trailers((LastHttpContent) content);
    }
    bytes += content.content().readableBytes();
    client.write(content);
    if (!last) {
      return Progress.GOES_ON;
    }
    return status == HttpResponseStatus.SWITCHING_PROTOCOLS.code()
        ? Progress.SWITCHED
        : Progress.COMPLETE;
  }

  /** Chunked trailers of HTTP/2 are for clients that read them; over HTTP/2 all do. */
  private void trailers(LastHttpContent last) {
    if (last.trailingHeaders().isEmpty()) {
      return;
    }
    readOutcome(last.trailingHeaders());
    if (http2 && !request.http2() && !request.takesTrailers()) {
      last.trailingHeaders().clear();
    }
    Trailers.prepare(last);
  }

  private void readOutcome(HttpHeaders fields) {
    if (grpc && grpcFailure == 0) {
      grpcFailure = GrpcOutcome.failure(fields);
    }
  }

  private void endInterim(HttpContent content) {
    interim = false;
    if (request.http10()) {
      content.release();
    } else {
      client.write(content);
    }
  }

  /** The connection to the backend failed: its end is not the end of the answer. */
  void broke() {
    broken = true;
  }

  /** Whether the final answer has begun: the client may have seen a part of it. */
  public boolean begun() {
    return status != 0;
  }

  /** Status of the final answer; 0 before it began. */
  public int status() {
    return status;
  }

  /** The status that the answer counts as: that of a gRPC call says 200 also when it failed. */
  public int countedStatus() {
    return grpcFailure == 0 ? status : grpcFailure;
  }

  /** What is wrong with an answer that is {@link Progress#INVALID}. */
  VisitorRefusal fault() {
    return fault;
  }

  /** Bytes of the body that were relayed. */
  public long bytes() {
    return bytes;
  }

  /** Whether the connection to the backend can carry another request. */
  boolean reusable() {
    return reusable;
  }

  /** Whether the client was told that its connection ends with this answer. */
  public boolean ends() {
    return ends;
  }
}
