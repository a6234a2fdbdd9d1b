package dev.aviary.balancer.tls;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** Shows Micrometer for how long the certificate of each host is still valid. */
@Singleton
final class CertificateGauges {
  private final MultiGauge expiry;
  private final InstantSource clock;

  CertificateGauges(MeterRegistry registry, InstantSource clock) {
    this.clock = clock;
    this.expiry =
        MultiGauge.builder("aviary.certificate.expires")
            .description(
                "For how long the certificate of the host is still valid; below 0: it ended")
            .baseUnit("seconds")
            .register(registry);
  }

  void follow(Collection<ServedHost> hosts) {
    List<MultiGauge.Row<?>> rows =
        hosts.stream()
            .<MultiGauge.Row<?>>map(host ->
                MultiGauge.Row.of(
                    Tags.of("app", host.app(), "host", host.host()), host, this::left))
            .toList();
    expiry.register(rows, true);
  }

  private double left(ServedHost host) {
    return Duration.between(clock.instant(), host.certificate().notAfter()).toMillis() / 1e3;
  }
}
