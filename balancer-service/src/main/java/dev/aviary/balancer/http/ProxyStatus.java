package dev.aviary.balancer.http;

/**
 * The value of {@code Proxy-Status} (RFC 9209): the name of the proxy, and the registered type of
 * error that is nearest to the reason.
 */
final class ProxyStatus {
  private ProxyStatus() {}

  static String of(VisitorRefusal refusal) {
    return "aviary; error=" + error(refusal);
  }

  /** RFC 9209, section 2.3. */
  private static String error(VisitorRefusal refusal) {
    return switch (refusal.code()) {
      case "unknown-host" -> "destination_not_found";
      case "backend-unreachable", "no-member", "no-routes", "slot-closed", "starting" ->
          "destination_unavailable";
      case "backend-hung-up" -> "connection_terminated";
      case "bad-backend-answer" -> "http_protocol_error";
      case "answer-head-too-large" -> "http_response_header_section_size";
      case "backend-timeout" -> "http_response_timeout";
      case "too-busy" -> "connection_limit_reached";
      case "loop" -> "proxy_loop_detected";
      case "maintenance", "paused", "too-many-requests", "too-many-connections" ->
          "http_request_denied";
      default -> "http_request_error";
    };
  }
}
