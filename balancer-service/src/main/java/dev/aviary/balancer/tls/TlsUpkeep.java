package dev.aviary.balancer.tls;

import dev.aviary.balancer.certificate.CertificateStore;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Once a minute: renews the keys of session tickets when it is time, and compares the certificates
 * with those in Redis.
 */
@Singleton
final class TlsUpkeep {
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final TicketKeys tickets;
  private final CertificateStore store;
  private final BackgroundLoop loop;

  TlsUpkeep(TicketKeys tickets, CertificateStore store, BackgroundLoops loops) {
    this.tickets = tickets;
    this.store = store;
    this.loop = loops.make("certificates", PAUSE, this::round);
  }

  @EventListener
  void start(ServerStartupEvent event) {
    loop.start();
  }

  private void round() {
    tickets.renew();
    store.sync();
  }
}
