package dev.aviary.balancer.proxy.loop;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long the balancer waits. Each event loop compares its connections with these four times a
 * second, so a deadline may pass up to a quarter of a second early or late; {@code connect} and
 * {@code drain} are exact. From 1 millisecond to 7 days each.
 *
 * @param header from a request's first byte to the end of its head; then 408
 * @param idle between two requests of a client
 * @param body without a byte of a request's body; then 408
 * @param connect for a backend to take a connection; then another one is tried
 * @param answer from the end of a request to the head of its answer; then 504
 * @param stream without a byte of an answer's body
 * @param stall for a client to take a byte of its answer
 * @param tunnel without a byte either way after a protocol switch
 * @param linger for a client to notice that its request was answered early
 * @param pooled an idle connection to a backend is kept; shorter than the backends keep it
 *     (gunicorn here: 75 s), so that no backend hangs up on a request
 * @param interim for a backend to ask for a body that a client holds back until asked
 * @param drain for requests in flight to end when the balancer stops
 */
@Context
@ConfigurationProperties("aviary.deadlines")
public record Deadlines(
    @Bindable(defaultValue = "10s") Duration header,
    @Bindable(defaultValue = "65s") Duration idle,
    @Bindable(defaultValue = "60s") Duration body,
    @Bindable(defaultValue = "2s") Duration connect,
    @Bindable(defaultValue = "60s") Duration answer,
    @Bindable(defaultValue = "5m") Duration stream,
    @Bindable(defaultValue = "60s") Duration stall,
    @Bindable(defaultValue = "1h") Duration tunnel,
    @Bindable(defaultValue = "5s") Duration linger,
    @Bindable(defaultValue = "30s") Duration pooled,
    @Bindable(defaultValue = "1s") Duration interim,
    @Bindable(defaultValue = "30s") Duration drain) {
  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration MOST = Duration.ofDays(7);

  public Deadlines {
    within(header, "header");
    within(idle, "idle");
    within(body, "body");
    within(connect, "connect");
    within(answer, "answer");
    within(stream, "stream");
    within(stall, "stall");
    within(tunnel, "tunnel");
    within(linger, "linger");
    within(pooled, "pooled");
    within(interim, "interim");
    within(drain, "drain");
  }

  private static void within(Duration value, String name) {
    Check.range(value, LEAST, MOST, "aviary.deadlines." + name);
  }
}
