package dev.aviary.monitor.console.live;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.loop.Reach;
import dev.aviary.monitor.console.live.AppOverview.CertificateOverview;
import io.micronaut.http.client.exceptions.HttpClientException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the balancer said last, asked anew once in a while. For one thread. */
@Singleton
final class BalancerView {
  private static final Logger LOG = LoggerFactory.getLogger(BalancerView.class);
  private static final long ROUTES = Duration.ofSeconds(2).toNanos();
  private static final long CERTIFICATES = Duration.ofMinutes(1).toNanos();

  private final BalancerRoutes balancer;
  private final Reach reach = new Reach(LOG, "the balancer's admin API, for the console");
  private final Map<String, List<CertificateOverview>> certificates = new HashMap<>();
  private Map<String, BalancerRoutes.Place> places = Map.of();
  private boolean answers;
  private long routesAt = System.nanoTime();
  private long certificatesAt = System.nanoTime();

  BalancerView(BalancerRoutes balancer) {
    this.balancer = balancer;
  }

  /** Asks what is due. */
  void look(List<AppSpec> apps) {
    long now = System.nanoTime();
    try {
      if (now - routesAt >= 0) {
        routesAt = now + ROUTES;
        places = places(balancer.routes());
      }
      if (now - certificatesAt >= 0) {
        certificatesAt = now + CERTIFICATES;
        certificates.clear();
        for (AppSpec app : apps) {
          if (app.tls().on()) {
            certificates.put(app.name(), certificates(balancer.certificates(app.name())));
          }
        }
      }
      answers = true;
      reach.held();
    } catch (HttpClientException away) {
      answers = false;
      places = Map.of();
      reach.lost(away);
    }
  }

  boolean answers() {
    return answers;
  }

  /** Null: it knows nothing of that container. */
  BalancerRoutes.@Nullable Place of(String app, Slot slot, String container) {
    BalancerRoutes.Place place = places.get(key(app, slot.id()));
    return place != null && place.container().equals(container) ? place : null;
  }

  List<CertificateOverview> certificates(String app) {
    return certificates.getOrDefault(app, List.of());
  }

  private static Map<String, BalancerRoutes.Place> places(BalancerRoutes.Answer answer) {
    var places = new HashMap<String, BalancerRoutes.Place>();
    Objects.requireNonNullElse(answer.slots(), List.<BalancerRoutes.Place>of())
        .forEach(each -> places.put(key(each.app(), each.slot()), each));
    return places;
  }

  private static List<CertificateOverview> certificates(BalancerRoutes.Certificates answer) {
    var all = new ArrayList<CertificateOverview>();
    Objects.requireNonNullElse(answer.certificates(), List.<BalancerRoutes.Host>of())
        .forEach(each ->
            all.add(
                new CertificateOverview(
                    each.host(), each.notAfter(), each.served() ? "served" : "waiting")));
    Objects.requireNonNullElse(answer.without(), List.<String>of())
        .forEach(host -> all.add(new CertificateOverview(host, null, "missing")));
    return all;
  }

  private static String key(String app, String slot) {
    return app + "/" + slot;
  }
}
