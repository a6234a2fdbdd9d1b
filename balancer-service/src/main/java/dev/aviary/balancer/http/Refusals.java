package dev.aviary.balancer.http;

import dev.aviary.contract.route.Interruption;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/**
 * The answers that the balancer gives in an app's place. Those about a malformed head are beside
 * what checks it: {@link FrameCheck}, {@link Target}, {@link MaxForwards}.
 */
public final class Refusals {
  public static final VisitorRefusal UNKNOWN_HOST =
      VisitorRefusal.silent(HttpResponseStatus.NOT_FOUND, "unknown-host");
  public static final VisitorRefusal NO_ROUTES =
      VisitorRefusal.of(
          HttpResponseStatus.SERVICE_UNAVAILABLE,
          "no-routes",
          "Nothing is deployed here yet, or the balancer does not know it yet. Try again shortly.");
  public static final VisitorRefusal UNAUTHORIZED =
      VisitorRefusal.silent(HttpResponseStatus.UNAUTHORIZED, "unauthorized");
  public static final VisitorRefusal FORBIDDEN =
      VisitorRefusal.silent(HttpResponseStatus.FORBIDDEN, "forbidden");
  public static final VisitorRefusal TOO_MANY_PASSWORDS =
      VisitorRefusal.silent(HttpResponseStatus.TOO_MANY_REQUESTS, "too-many-passwords");
  public static final VisitorRefusal STARTING =
      VisitorRefusal.of(
          HttpResponseStatus.SERVICE_UNAVAILABLE,
          "starting",
          "This app is starting. Try again shortly.");
  public static final VisitorRefusal NO_MEMBER =
      VisitorRefusal.of(
          HttpResponseStatus.SERVICE_UNAVAILABLE,
          "no-member",
          "This app is not running at the moment. Try again shortly.");
  public static final VisitorRefusal TOO_BUSY =
      VisitorRefusal.of(
          HttpResponseStatus.SERVICE_UNAVAILABLE,
          "too-busy",
          "This app already answers as many requests as it can. Try again shortly.");
  public static final VisitorRefusal UNREACHABLE =
      VisitorRefusal.of(
          HttpResponseStatus.BAD_GATEWAY,
          "backend-unreachable",
          "The app cannot be reached at the moment. Try again shortly.");
  public static final VisitorRefusal NO_HTTP2 =
      VisitorRefusal.of(
          HttpResponseStatus.BAD_GATEWAY,
          "backend-no-http2",
          "The app does not speak the protocol that its settings name.");
  public static final VisitorRefusal BUILDER_AWAY =
      VisitorRefusal.of(
          HttpResponseStatus.SERVICE_UNAVAILABLE,
          "builder-away",
          "The builder is not running at the moment. Nothing was deployed; try again shortly.");
  public static final VisitorRefusal HUNG_UP =
      VisitorRefusal.of(
          HttpResponseStatus.BAD_GATEWAY,
          "backend-hung-up",
          "The app closed the connection before it answered.");
  public static final VisitorRefusal BAD_ANSWER =
      VisitorRefusal.of(
          HttpResponseStatus.BAD_GATEWAY,
          "bad-backend-answer",
          "The app's answer is not valid HTTP.");
  public static final VisitorRefusal ANSWER_HEAD_TOO_LARGE =
      VisitorRefusal.of(
          HttpResponseStatus.BAD_GATEWAY,
          "answer-head-too-large",
          "The header fields of the app's answer are too large.");
  public static final VisitorRefusal BACKEND_TIMEOUT =
      VisitorRefusal.of(
          HttpResponseStatus.GATEWAY_TIMEOUT, "backend-timeout", "The app did not answer in time.");
  public static final VisitorRefusal REQUEST_TIMEOUT =
      VisitorRefusal.fatal(
          HttpResponseStatus.REQUEST_TIMEOUT,
          "request-timeout",
          "The request did not arrive in time.");
  public static final VisitorRefusal BODY_TOO_LARGE =
      VisitorRefusal.fatal(
          HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
          "body-too-large",
          "The request's body is too large.");
  public static final VisitorRefusal TARGET_TOO_LONG =
      VisitorRefusal.fatal(
          HttpResponseStatus.REQUEST_URI_TOO_LONG,
          "target-too-long",
          "The request's target is too long.");
  public static final VisitorRefusal HEADERS_TOO_LARGE =
      VisitorRefusal.fatal(
          HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
          "headers-too-large",
          "The request's header fields are too large.");
  public static final VisitorRefusal TOO_MANY_HEADERS =
      VisitorRefusal.fatal(
          HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
          "too-many-headers",
          "The request has too many header fields or trailers.");
  public static final VisitorRefusal TOO_MANY_REQUESTS =
      VisitorRefusal.of(
          HttpResponseStatus.TOO_MANY_REQUESTS,
          "too-many-requests",
          "You send too many requests. Wait a little.");
  public static final VisitorRefusal APP_OVER_RATE =
      new VisitorRefusal(
          HttpResponseStatus.TOO_MANY_REQUESTS,
          "app-over-rate",
          "This app gets too many requests at the moment. Try again shortly.",
          false,
          1,
          false);
  public static final VisitorRefusal TOO_MANY_CONNECTIONS =
      VisitorRefusal.fatal(
          HttpResponseStatus.SERVICE_UNAVAILABLE,
          "too-many-connections",
          "Too many connections are open. Close some, or try again shortly.");
  public static final VisitorRefusal LOOP =
      VisitorRefusal.of(
          new HttpResponseStatus(508, "Loop Detected"),
          "loop",
          "This request has passed here before: the app, or a proxy, sends it in a circle.");
  public static final VisitorRefusal CONNECT =
      VisitorRefusal.fatal(
          HttpResponseStatus.METHOD_NOT_ALLOWED,
          "connect-not-allowed",
          "CONNECT is not supported: this server is not a forward proxy.");
  public static final VisitorRefusal VERSION =
      VisitorRefusal.fatal(
          HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED,
          "http-version",
          "The HTTP version is not supported; use HTTP/1.1 or HTTP/1.0.");
  public static final VisitorRefusal CODING =
      VisitorRefusal.fatal(
          HttpResponseStatus.NOT_IMPLEMENTED,
          "transfer-coding",
          "The transfer coding is not supported; use 'chunked'.");

  public static final VisitorRefusal MALFORMED =
      bad("bad-message", "The request is not valid HTTP.");

  public static final VisitorRefusal MISDIRECTED =
      VisitorRefusal.of(
          HttpResponseStatus.MISDIRECTED_REQUEST,
          "misdirected",
          "The certificate of this connection is not for this host. Open another connection.");

  private Refusals() {}

  /** The request as such is wrong. */
  static VisitorRefusal bad(String code, String message) {
    return VisitorRefusal.fatal(HttpResponseStatus.BAD_REQUEST, code, message);
  }

  /** Nothing may answer on a slot's port. */
  public static VisitorRefusal closed(String reason) {
    return VisitorRefusal.of(
        HttpResponseStatus.SERVICE_UNAVAILABLE, "slot-closed", "This slot is closed: " + reason);
  }

  /**
   * The app answers nobody at the moment. In maintenance its owner says why.
   *
   * @param retrySeconds whole seconds to its end, at least 1
   */
  public static VisitorRefusal interrupted(Interruption.Present why, int retrySeconds) {
    return switch (why) {
      case Interruption.Maintenance maintenance ->
          unavailable("maintenance", maintenance.message(), retrySeconds);
      case Interruption.Pause _ -> paused(retrySeconds);
    };
  }

  /** A request waited for the end of a pause for too long, or too many do. */
  public static VisitorRefusal paused(int retrySeconds) {
    return unavailable("paused", "This app takes a short break. Try again shortly.", retrySeconds);
  }

  private static VisitorRefusal unavailable(String code, String message, int retrySeconds) {
    return new VisitorRefusal(
        HttpResponseStatus.SERVICE_UNAVAILABLE, code, message, false, retrySeconds, false);
  }

  /** A head that cannot be decoded. */
  static VisitorRefusal badHead(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException e -> TARGET_TOO_LONG;
      case TooLongHttpHeaderException e -> HEADERS_TOO_LARGE;
      default -> MALFORMED;
    };
  }

  /** A body, or its trailer section, that cannot be decoded: only one in chunks can be wrong. */
  public static VisitorRefusal badBody(Throwable cause) {
    return switch (cause) {
      case TooLongHttpHeaderException e -> HEADERS_TOO_LARGE;
      case BadChunkException e ->
          bad("bad-chunk", "The request's body is broken: " + e.getMessage() + ".");
      default -> bad("bad-chunk", "The request's body is broken: it is not valid chunked coding.");
    };
  }

  /** An answer that cannot be decoded. */
  public static VisitorRefusal badAnswer(Throwable cause) {
    return cause instanceof TooLongFrameException ? ANSWER_HEAD_TOO_LARGE : BAD_ANSWER;
  }
}
