package dev.aviary.balancer.accesslog;

import dev.aviary.balancer.route.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * A request that ended.
 *
 * @param endedAt milliseconds since the epoch
 * @param nanos from the request's head to the answer's end; a tunnel's, to its own end
 * @param peer address of the other end of the connection
 * @param tls version of TLS that the client spoke; null: it spoke without
 * @param host as the client names it; empty when it names none
 * @param target the request target, as it went to the backend
 * @param requestId null: the request was refused before it got one
 * @param status what the client got; 0 when it left before
 * @param refusal why the balancer answered in the app's place; null: it did not
 * @param bytesIn of the request's body
 * @param bytesOut of the answer's body; nothing of a tunnel
 * @param endpoint the last one that was asked; null: none was
 * @param attempts how many endpoints were asked
 */
public record AccessEntry(
    long endedAt,
    long nanos,
    String peer,
    @Nullable String tls,
    String method,
    String host,
    String target,
    @Nullable String requestId,
    @Nullable String userAgent,
    int status,
    @Nullable String refusal,
    long bytesIn,
    long bytesOut,
    @Nullable Endpoint endpoint,
    int attempts) {}
