package dev.aviary.balancer.http;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How much a client may ask for on one HTTP/2 connection, beside what {@link Limits} allows each
 * request.
 *
 * @param cleartext whether HTTP/2 is spoken without TLS too, with clients that begin with it (RFC
 *     9113, section 3.3); {@code AVIARY_H2C}
 * @param streams requests at a time; one more is refused with REFUSED_STREAM
 * @param resets streams in 30 s that the client resets, and likewise streams that it has reset by
 *     its errors; one more ends the connection with ENHANCE_YOUR_CALM
 * @param idleFrames frames in 10 s that bring nothing of a request and are not due to an answer:
 *     PING, SETTINGS, PRIORITY, WINDOW_UPDATE and unknown ones; one more ends the connection in the
 *     same way
 */
@Context
@ConfigurationProperties("aviary.http2")
public record Http2Limits(
    @Bindable(defaultValue = "false") boolean cleartext,
    @Bindable(defaultValue = "100") @Min(1) @Max(10_000) int streams,
    @Bindable(defaultValue = "200") @Min(1) @Max(100_000) int resets,
    @Bindable(defaultValue = "1000") @Min(10) @Max(1_000_000) int idleFrames) {

  /**
   * Bytes of a request's fields as HTTP/2 counts them, 32 more for each field (RFC 9113, section
   * 6.5.2): what passes over HTTP/1 passes here too.
   */
  public static int headerListBytes(Limits limits) {
    return limits.targetBytes() + limits.headerBytes() + 32 * limits.headers();
  }
}
