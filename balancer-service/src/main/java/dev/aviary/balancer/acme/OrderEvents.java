package dev.aviary.balancer.acme;

import dev.aviary.contract.event.ActionNeeded;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log, the metrics and the timeline what came of orders. */
@Context
final class OrderEvents {
  private static final Logger LOG = LoggerFactory.getLogger(OrderEvents.class);
  private static final String BY = "balancer";
  private static final String ISSUED = "certificate-issued";
  private static final String FAILED = "certificate-order-failed";

  private final EventLog events;
  private final InstantSource clock;
  private final MeterRegistry meters;

  OrderEvents(EventLog events, InstantSource clock, MeterRegistry meters) {
    this.events = events;
    this.clock = clock;
    this.meters = meters;
    // A counter that is there from the start shows its first failure as an increase.
    counter("", "", "failed");
  }

  void issued(String app, String host, Instant notAfter) {
    count(app, host, "issued");
    LOG.atInfo()
        .addKeyValue("app", app)
        .addKeyValue("host", host)
        .addKeyValue("not_after", notAfter)
        .log("Got a certificate");
    append(ISSUED, app, host, "it is valid until " + notAfter);
  }

  void failed(String app, String host, OrderRecord record) {
    count(app, host, "failed");
    LOG.atWarn()
        .addKeyValue("app", app)
        .addKeyValue("host", host)
        .addKeyValue("failures", record.failures())
        .addKeyValue("reason", record.reason())
        .addKeyValue("next", record.notBefore())
        .log("An order for a certificate failed");
    append(FAILED, app, host, why(record));
  }

  /** Of any name, as the server cannot be used. */
  void serverFailed(String server, OrderRecord record) {
    count("", "", "failed");
    LOG.atWarn()
        .addKeyValue("server", server)
        .addKeyValue("failures", record.failures())
        .addKeyValue("reason", record.reason())
        .addKeyValue("next", record.notBefore())
        .log("Certificates cannot be ordered");
    append(FAILED, null, server, why(record));
  }

  /** The owner must act: it is mailed. */
  void expires(String app, String host, Instant notAfter, String reason) {
    LOG.atError()
        .addKeyValue("app", app)
        .addKeyValue("host", host)
        .addKeyValue("not_after", notAfter)
        .addKeyValue("reason", reason)
        .log("A certificate expires soon and its renewal fails; remove the cause");
    append(
        ActionNeeded.CERTIFICATE_EXPIRES,
        app,
        host,
        ("the certificate of %s expires at %s and its renewal fails: %s. Browsers warn visitors off from"
                + " then on. Run deploy/doctor on the machine; it looks for what keeps an authority"
                + " from reaching it")
            .formatted(host, notAfter.truncatedTo(ChronoUnit.SECONDS), reason));
  }

  /** The owner must act: it is mailed. */
  void missing(String app, String host, String reason) {
    LOG.atError()
        .addKeyValue("app", app)
        .addKeyValue("host", host)
        .addKeyValue("reason", reason)
        .log("A host has no certificate and its orders fail; remove the cause");
    append(
        ActionNeeded.CERTIFICATE_MISSING,
        app,
        host,
        ("%s has no certificate, and every order for one fails: %s. Its visitors cannot come by HTTPS until then."
                + " Run deploy/doctor on the machine; it looks for what keeps an authority from reaching it")
            .formatted(host, reason));
  }

  private static String why(OrderRecord record) {
    return "%s; next not before %s"
        .formatted(record.reason(), record.notBefore().truncatedTo(ChronoUnit.SECONDS));
  }

  private void append(String what, @Nullable String app, String subject, String why) {
    events.append(new Event(clock.instant(), BY, what, app, subject, why));
  }

  private void count(String app, String host, String result) {
    counter(app, host, result).increment();
  }

  private Counter counter(String app, String host, String result) {
    return Counter.builder("aviary.certificate.orders")
        .description(
            "Orders for certificates that ended; without a host: the authority's server failed")
        .tags("app", app, "host", host, "result", result)
        .register(meters);
  }
}
