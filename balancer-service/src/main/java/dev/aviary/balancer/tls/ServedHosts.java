package dev.aviary.balancer.tls;

import dev.aviary.balancer.certificate.Certificate;
import dev.aviary.balancer.certificate.CertificateStore;
import dev.aviary.balancer.certificate.ChallengeAnswers;
import dev.aviary.balancer.route.AppRoutes;
import dev.aviary.balancer.route.ConsoleHost;
import dev.aviary.balancer.route.RouteTable;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hosts that are served over TLS: those of apps that want it, and the console's, for which
 * there is a certificate. Event loops read it without locks; a change is in force for the next
 * handshake.
 */
@Singleton
public final class ServedHosts {
  private static final Logger LOG = LoggerFactory.getLogger(ServedHosts.class);

  private final CertificateStore store;
  private final ChallengeAnswers challenges;
  private final TicketKeys tickets;
  private final CertificateGauges gauges;
  private final ConsoleHost console;
  private RouteTable table = RouteTable.EMPTY;
  private volatile Map<String, ServedHost> byHost = Map.of();

  ServedHosts(
      CertificateStore store,
      ChallengeAnswers challenges,
      TicketKeys tickets,
      CertificateGauges gauges,
      ConsoleHost console) {
    this.console = console;
    this.gauges = gauges;
    this.store = store;
    this.challenges = challenges;
    this.tickets = tickets;
    store.onChange(this::renew);
    tickets.onChange(this::giveTickets);
  }

  /** What the host is served with; null: it is not served over TLS. */
  public @Nullable ServedHost find(String host) {
    return byHost.get(host);
  }

  public Collection<ServedHost> all() {
    return byHost.values();
  }

  /** What a client is answered that asks for a challenge; null: none is open for the host. */
  public @Nullable SslContext challenge(ClientHello hello) throws SSLException {
    Certificate certificate = hello.host() == null ? null : challenges.tlsAlpn(hello.host());
    return certificate == null ? null : TlsContexts.challenge(certificate);
  }

  /** Whether the client asks for a challenge and for nothing else (RFC 8737, section 3). */
  public static boolean asksForChallenge(ClientHello hello) {
    return hello.protocols().contains(TlsContexts.CHALLENGE);
  }

  /** Takes the hosts and settings of the apps from this table. */
  public synchronized void follow(RouteTable next) {
    table = next;
    renew();
  }

  private synchronized void renew() {
    var next = new HashMap<String, ServedHost>();
    for (AppRoutes app : table.apps()) {
      if (app.tls().on()) {
        app.hosts().forEach(host -> serve(app, host, next));
      }
    }
    // A host that an app answers is that app's, also where another app redirects it.
    for (AppRoutes app : table.apps()) {
      if (app.tls().on()) {
        app.visitors().redirects().forEach(host -> serve(app, host, next));
      }
    }
    AppRoutes beside = console.beside(table);
    if (beside != null) {
      beside.hosts().forEach(host -> serve(beside, host, next));
    }
    byHost = Map.copyOf(next);
    gauges.follow(byHost.values());
  }

  private void serve(AppRoutes app, String host, Map<String, ServedHost> next) {
    Certificate certificate = certificate(app.hosts(), host);
    if (certificate == null || next.containsKey(host)) {
      return;
    }
    ServedHost present = byHost.get(host);
    if (present != null && present.certificate().equals(certificate)) {
      next.put(host, present.with(app.app(), app.tls()));
      return;
    }
    try {
      SslContext context = TlsContexts.serving(certificate);
      give(host, context);
      next.put(host, new ServedHost(host, app.app(), app.tls(), certificate, context));
      LOG.atInfo()
          .addKeyValue("host", host)
          .addKeyValue("app", app.app())
          .addKeyValue("until", certificate.notAfter())
          .log("Put a certificate in force");
    } catch (SSLException | RuntimeException e) {
      LOG.atError()
          .addKeyValue("host", host)
          .addKeyValue("app", app.app())
          .setCause(e)
          .log("Could not put a certificate in force; give this host another one");
      if (present != null) {
        next.put(host, present.with(app.app(), app.tls()));
      }
    }
  }

  /**
   * The certificate of a host: its own, else that of another host of its app, if it is for this one
   * as well; null: there is none.
   *
   * @param hosts all of the app
   */
  public @Nullable Certificate certificate(List<String> hosts, String host) {
    Certificate own = store.find(host);
    return own != null
        ? own
        : hosts.stream()
            .map(store::find)
            .filter(Objects::nonNull)
            .filter(other -> other.covers(host))
            .findFirst()
            .orElse(null);
  }

  private synchronized void giveTickets() {
    byHost.values().forEach(served -> give(served.host(), served.context()));
  }

  private void give(String host, SslContext context) {
    ((OpenSslSessionContext) context.sessionContext()).setTicketKeys(tickets.of(host));
  }
}
