package dev.aviary.balancer.acme;

import dev.aviary.balancer.certificate.Certificate;
import dev.aviary.balancer.certificate.CertificateStore;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Which certificates do not come, and why. Never DOWN: traffic goes on with what is there. */
@Singleton
@Readiness
final class OrdersIndicator implements HealthIndicator {
  private final OrderedNames names;
  private final OrderRecords records;
  private final CertificateOrders orders;
  private final CertificateStore store;

  OrdersIndicator(
      OrderedNames names, OrderRecords records, CertificateOrders orders, CertificateStore store) {
    this.names = names;
    this.records = records;
    this.orders = orders;
    this.store = store;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    var told = new TreeMap<String, String>();
    for (String name : names.all().keySet()) {
      String state = state(name);
      if (state != null) {
        told.put(name, state);
      }
    }
    return Publishers.just(
        HealthResult.builder("certificate-orders", HealthStatus.UP).details(told).build());
  }

  /** Null: there is nothing to tell. */
  private @Nullable String state(String name) {
    String refusal = CertificateName.refusal(name);
    if (refusal != null) {
      return "not ordered: " + refusal;
    }
    String reason = orders.reason(name);
    if (reason == null) {
      return store.find(name) == null ? "no certificate yet" : null;
    }
    Certificate present = store.find(name);
    return "%s, %s: %s; next order not before %s"
        .formatted(
            present == null ? "no certificate" : "valid until " + present.notAfter(),
            "%d orders failed".formatted(records.of(name).failures()),
            reason,
            records.of(name).notBefore());
  }
}
