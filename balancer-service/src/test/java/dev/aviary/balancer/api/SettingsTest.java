package dev.aviary.balancer.api;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.aviary.balancer.client.ClientLimits;
import dev.aviary.balancer.client.ProxySettings;
import dev.aviary.balancer.data.DataSettings;
import dev.aviary.balancer.door.DoorSettings;
import dev.aviary.balancer.http.HeaderSettings;
import dev.aviary.balancer.http.Http2Limits;
import dev.aviary.balancer.http.Limits;
import dev.aviary.balancer.probe.ProbeSettings;
import dev.aviary.balancer.proxy.accept.ListenSettings;
import dev.aviary.balancer.proxy.exchange.TriggerSettings;
import dev.aviary.balancer.proxy.loop.BackendLimits;
import dev.aviary.balancer.proxy.loop.Deadlines;
import dev.aviary.balancer.proxy.loop.PauseSettings;
import dev.aviary.balancer.route.EjectionSettings;
import dev.aviary.balancer.route.StickinessSettings;
import dev.aviary.contract.trace.TraceSettings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanInstantiationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** All settings, their defaults and what they refuse. */
final class SettingsTest {
  private static final Deadlines DEADLINES =
      new Deadlines(
          seconds(10),
          seconds(65),
          seconds(60),
          seconds(2),
          seconds(60),
          seconds(300),
          seconds(60),
          seconds(3600),
          seconds(5),
          seconds(30),
          seconds(1),
          seconds(30));

  static Stream<Arguments> defaults() {
    return Stream.of(
        arguments(
            ListenSettings.class, new ListenSettings("0.0.0.0", 5001, 5443, "127.0.0.1", 49_000)),
        arguments(
            TriggerSettings.class,
            new TriggerSettings("0.0.0.0", 0, "127.0.0.1", 42_002, 5, 50, seconds(960))),
        arguments(Limits.class, new Limits(16_384, 32_768, 2L << 30, 128)),
        arguments(Http2Limits.class, new Http2Limits(false, 100, 200, 1_000)),
        arguments(HeaderSettings.class, new HeaderSettings(false)),
        arguments(ProxySettings.class, new ProxySettings(List.of(), "off")),
        arguments(ClientLimits.class, new ClientLimits(10_000, 1_500, 0, 100, 1_500)),
        arguments(DataSettings.class, new DataSettings(Path.of("/var/lib/aviary"))),
        arguments(DoorSettings.class, new DoorSettings("")),
        arguments(StickinessSettings.class, new StickinessSettings(Duration.ofDays(1))),
        arguments(EjectionSettings.class, new EjectionSettings(5, seconds(30), seconds(300))),
        arguments(ProbeSettings.class, new ProbeSettings(seconds(2), seconds(1), 3, 2)),
        arguments(PauseSettings.class, new PauseSettings(1_000, seconds(30))),
        arguments(BackendLimits.class, new BackendLimits(2_500, 512)),
        arguments(TraceSettings.class, new TraceSettings("", "", 0.1)),
        arguments(Deadlines.class, DEADLINES));
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void theDefaultsAreTheDocumentedOnes(Class<?> type, Object expected) {
    try (var context = context(Map.of())) {
      assertEquals(expected, context.getBean(type));
    }
  }

  @Test
  void everyNameIsHeard(@TempDir Path data) {
    Map<String, Object> given =
        Map.ofEntries(
            entry("aviary.listen.host", "127.0.0.9"),
            entry("aviary.listen.port", 1),
            entry("aviary.listen.tls-port", 443),
            entry("aviary.listen.slot-host", "127.0.0.8"),
            entry("aviary.listen.slot-port-base", 2),
            entry("aviary.limits.target-bytes", 300),
            entry("aviary.limits.header-bytes", 400),
            entry("aviary.limits.body-bytes", 5),
            entry("aviary.limits.headers", 50),
            entry("aviary.http2.cleartext", true),
            entry("aviary.http2.streams", 51),
            entry("aviary.http2.resets", 52),
            entry("aviary.http2.idle-frames", 53),
            entry("aviary.clients.connections", 6),
            entry("aviary.clients.connections-per-client", 7),
            entry("aviary.clients.requests-per-second", 8),
            entry("aviary.clients.burst", 9),
            entry("aviary.clients.stalled", 10),
            entry("aviary.trusted-proxies", "10.0.0.0/8, ::1"),
            entry("aviary.proxy-protocol", "on"),
            entry("aviary.data.directory", data.toString()),
            entry("aviary.backends.connections", 10),
            entry("aviary.backends.idle", 11),
            entry("aviary.traces.endpoint", "http://127.0.0.1:4318"),
            entry("aviary.traces.headers", "key=value"),
            entry("aviary.traces.ratio", 0.25),
            entry("aviary.deadlines.pooled", "7s"));
    try (var context = context(given)) {
      assertEquals(
          new ListenSettings("127.0.0.9", 1, 443, "127.0.0.8", 2),
          context.getBean(ListenSettings.class));
      assertEquals(new Limits(300, 400, 5, 50), context.getBean(Limits.class));
      assertEquals(new Http2Limits(true, 51, 52, 53), context.getBean(Http2Limits.class));
      assertEquals(new ClientLimits(6, 7, 8, 9, 10), context.getBean(ClientLimits.class));
      assertEquals(
          new ProxySettings(List.of("10.0.0.0/8", "::1"), "on"),
          context.getBean(ProxySettings.class));
      assertEquals(new BackendLimits(10, 11), context.getBean(BackendLimits.class));
      assertEquals(
          new TraceSettings("http://127.0.0.1:4318", "key=value", 0.25),
          context.getBean(TraceSettings.class));
      assertEquals(data, context.getBean(DataSettings.class).directory());
      assertEquals(seconds(7), context.getBean(Deadlines.class).pooled());
    }
  }

  @Test
  void aWrongValueStopsTheStart() {
    assertThrows(
        BeanInstantiationException.class, () -> context(Map.of("aviary.listen.port", 70_000)));
    assertThrows(
        BeanInstantiationException.class, () -> context(Map.of("aviary.limits.body-bytes", 0)));
    Exception e =
        assertThrows(
            BeanInstantiationException.class,
            () -> context(Map.of("aviary.trusted-proxies", "10.0.0.0/33")));
    assertTrue(e.getMessage().contains("write them like 10.0.0.0/8"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "aviary.proxy-protocol, maybe",
    "aviary.proxy-protocol, on",
    "aviary.stickiness.max-age, 59s",
    "aviary.stickiness.max-age, 401d",
    "aviary.ejection.failures, 0",
    "aviary.ejection.base, 0s",
    "aviary.ejection.most, 29s",
    "aviary.probes.interval, 99ms",
    "aviary.probes.timeout, 0s",
    "aviary.probes.fall, 0",
    "aviary.probes.rise, 101",
    "aviary.pause.requests, -1",
    "aviary.pause.hold, 0s",
    "aviary.http2.streams, 0",
    "aviary.http2.resets, 0",
    "aviary.http2.idle-frames, 9",
    "aviary.backends.connections, 0",
    "aviary.backends.idle, 0",
    "aviary.deadlines.header, 0s",
    "aviary.deadlines.connect, 0ms",
    "aviary.deadlines.tunnel, 8d",
    "aviary.traces.ratio, 1.1",
    "aviary.traces.endpoint, collector:4318",
    "aviary.traces.headers, a secret"
  })
  void aValueOutOfItsRangeStopsTheStart(String name, String value) {
    assertThrows(BeanInstantiationException.class, () -> context(Map.of(name, value)));
  }

  /** Without a server, so that no port is opened. */
  private static ApplicationContext context(Map<String, Object> settings) {
    return ApplicationContext.builder()
        .properties(settings)
        .properties(
            Map.of(
                "aviary.instance.name", "test",
                "aviary.admin.token", "x".repeat(16),
                "aviary.certificates.key", "0".repeat(64)))
        .start();
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
