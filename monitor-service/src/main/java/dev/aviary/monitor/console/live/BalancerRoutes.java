package dev.aviary.monitor.console.live;

import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the balancer alone knows of slots and certificates. */
@Client("balancer")
interface BalancerRoutes {
  @Get("/routes")
  Answer routes();

  @Get("/apps/{app}/certificate")
  Certificates certificates(@PathVariable String app);

  /** Of its routes the part that is shown. */
  @Serdeable
  record Answer(@Nullable List<Place> slots) {}

  /**
   * A slot as its probes and visitors find it.
   *
   * @param ejectedUntil null: failures in a row do not keep requests from it
   */
  @Serdeable
  record Place(
      String app, String slot, String container, boolean healthy, @Nullable Instant ejectedUntil) {}

  /**
   * The certificates of one app.
   *
   * @param without hosts that have none
   */
  @Serdeable
  record Certificates(@Nullable List<Host> certificates, @Nullable List<String> without) {}

  /** The certificate of one host. */
  @Serdeable
  record Host(String host, boolean served, Instant notAfter) {}
}
