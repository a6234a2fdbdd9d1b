package dev.aviary.balancer.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

/**
 * The outcome of a gRPC call, which an answer of status 200 tells in its trailers, or in its header
 * section when it has no other (gRPC over HTTP/2, "Responses").
 */
public final class GrpcOutcome {
  private static final String CONTENT_TYPE = "application/grpc";
  private static final AsciiString NAME = AsciiString.cached("grpc-status");
  private static final int INTERNAL_SERVER_ERROR = 500;
  private static final int SERVICE_UNAVAILABLE = 503;

  private GrpcOutcome() {}

  /** Whether an answer is one of gRPC. */
  public static boolean answers(HttpHeaders head) {
    String type = head.get(HttpHeaderNames.CONTENT_TYPE, "");
    return type.startsWith(CONTENT_TYPE)
        && (type.length() == CONTENT_TYPE.length()
            || "+;".indexOf(type.charAt(CONTENT_TYPE.length())) >= 0);
  }

  /**
   * The status of HTTP that says the same of the app's own failures: UNKNOWN, which is what an
   * exception of a handler becomes, INTERNAL, UNAVAILABLE and DATA_LOSS. 0: it is none of these.
   * The caller chooses its deadline and its method, so DEADLINE_EXCEEDED and UNIMPLEMENTED are
   * none.
   */
  public static int failure(HttpHeaders fields) {
    return switch (fields.get(NAME, "")) {
      case "2", "13", "15" -> INTERNAL_SERVER_ERROR;
      case "14" -> SERVICE_UNAVAILABLE;
      default -> 0;
    };
  }
}
