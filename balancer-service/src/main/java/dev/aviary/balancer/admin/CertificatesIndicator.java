package dev.aviary.balancer.admin;

import dev.aviary.balancer.tls.ServedHost;
import dev.aviary.balancer.tls.ServedHosts;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.TreeMap;
import org.reactivestreams.Publisher;

/** Until when the certificate of each host that is served over TLS is valid. */
@Singleton
final class CertificatesIndicator implements HealthIndicator {
  private final ServedHosts hosts;

  CertificatesIndicator(ServedHosts hosts) {
    this.hosts = hosts;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    var until = new TreeMap<String, Object>();
    for (ServedHost host : hosts.all()) {
      until.put(host.host(), host.certificate().notAfter().toString());
    }
    return Publishers.just(
        HealthResult.builder("certificates", HealthStatus.UP).details(until).build());
  }
}
