package dev.aviary.balancer.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.certificate.Certificate;
import dev.aviary.balancer.certificate.CertificateStore;
import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.TlsOptions;
import dev.aviary.contract.event.ActionNeeded;
import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.testing.RealRedis;
import java.nio.file.Files;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Orders from a real ACME server, which reaches the balancer on loopback. */
final class AcmeIT {
  private static final int YEAR = 31_536_000;
  private static final int NOBODY = 1;
  private static final String PORT = "aviary.listen.port";
  private static final String TLS_PORT = "aviary.listen.tls-port";

  @Test
  void aNameIsProvedByHttpForAnExternalAccountWhateverNoncesTheServerRefuses() throws Exception {
    int http = RealRedis.freePort();
    // Three of ten: acme4j gives up after ten refusals in a row.
    try (var pebble = Pebble.start(new Pebble.Options(http, NOBODY, true, YEAR, 30));
        var balancer =
            TestBalancer.launch(
                with(
                    pebble,
                    PORT,
                    http,
                    "aviary.acme.eab-key-id",
                    Pebble.EAB_KEY_ID,
                    "aviary.acme.eab-hmac",
                    Pebble.EAB_HMAC))) {
      wantTls(balancer, 0, "bird.test");

      Certificate first = issued(balancer, "bird.test");
      assertEquals(List.of("bird.test"), first.names());
      assertTrue(first.chain().size() >= 2, "with its issuer");
      assertEquals(
          256, ((ECPublicKey) first.leaf().getPublicKey()).getParams().getOrder().bitLength());
      Await.until(
          "it is told", () -> told(balancer, "bird.test").equals(List.of("certificate-issued")));
      String account =
          Files.readString(balancer.data().resolve("certificates/acme-accounts.sealed"));

      wantTls(balancer, 0, "bird.test", "www.bird.test");
      Certificate second = issued(balancer, "www.bird.test");
      assertNotEquals(first.leaf().getPublicKey(), second.leaf().getPublicKey());
      assertEquals(first, balancer.bean(CertificateStore.class).find("bird.test"));
      assertEquals(
          account,
          Files.readString(balancer.data().resolve("certificates/acme-accounts.sealed")),
          "one account");
      assertTrue(
          Admin.of(balancer)
              .get("/prometheus")
              .body()
              .contains("aviary_certificate_orders_total{app=\"app-0\",host=\"bird.test\""));
    }
  }

  @Test
  void aNameThatCannotBeProvedByHttpIsProvedByTls() throws Exception {
    int tls = RealRedis.freePort();
    try (var pebble = Pebble.start(new Pebble.Options(NOBODY, tls, false, YEAR, 0));
        var balancer = TestBalancer.launch(with(pebble, TLS_PORT, tls))) {
      wantTls(balancer, 0, "bird.test");
      assertEquals(List.of("bird.test"), issued(balancer, "bird.test").names());
    }
  }

  @Test
  void theConsolesHostIsOrderedWithoutAnyApp() throws Exception {
    int http = RealRedis.freePort();
    try (var pebble = Pebble.start(new Pebble.Options(http, NOBODY, false, YEAR, 0));
        var balancer =
            TestBalancer.launch(with(pebble, PORT, http, "aviary.console.host", "console.test"))) {
      balancer.bean(CertificateOrders.class).wake();
      assertEquals(List.of("console.test"), issued(balancer, "console.test").names());
    }
  }

  @Test
  void aNameThatLeadsElsewhereIsOrderedOnceAndNotAgainAfterARestart() throws Exception {
    int http = RealRedis.freePort();
    try (var pebble = Pebble.start(new Pebble.Options(http, NOBODY, false, YEAR, 0));
        var balancer = TestBalancer.launch(with(pebble, PORT, http))) {
      pebble.leads("elsewhere.test", "127.0.0.2");
      wantTls(balancer, 0, "elsewhere.test");
      Await.until("it is told", () -> !told(balancer, "elsewhere.test").isEmpty());
      assertEquals(List.of("certificate-order-failed"), told(balancer, "elsewhere.test"));
      String why = String.valueOf(event(balancer, "elsewhere.test").why());
      assertTrue(why.contains("http-01: ") && why.contains("tls-alpn-01: "), why);
      String health = Admin.of(balancer).get("/health").body();
      assertTrue(health.contains("no certificate, 1 orders failed: http-01: "), health);
      assertTrue(health.startsWith("{\"name\":\"balancer\",\"status\":\"UP\""), health);
      long asked = pebble.validations("elsewhere.test");
      assertTrue(asked > 0, pebble.log());

      balancer.stop();
      pebble.leads("elsewhere.test", "127.0.0.1");
      balancer.start();
      wantTls(balancer, 1, "bird.test");
      issued(balancer, "bird.test");
      assertEquals(asked, pebble.validations("elsewhere.test"), "not ordered again");
      assertEquals(1, balancer.bean(OrderRecords.class).of("elsewhere.test").failures());
    }
  }

  @Test
  void aCertificateIsRenewedInItsLastThirdWithANewKeyAndTheOwnerIsToldWhereThatFails()
      throws Exception {
    int http = RealRedis.freePort();
    try (var pebble = Pebble.start(new Pebble.Options(http, NOBODY, false, 9, 0));
        var balancer =
            TestBalancer.launch(with(pebble, PORT, http, "aviary.acme.retry-first", "1s"))) {
      wantTls(balancer, 0, "bird.test");
      wantTls(balancer, 1, "gone.test");
      issued(balancer, "gone.test");
      Certificate first = issued(balancer, "bird.test");
      new Fleet(balancer, "app-1", 1, "gone.test").publish();
      until(
          balancer,
          "it is renewed",
          () -> !first.equals(balancer.bean(CertificateStore.class).find("bird.test")));
      Certificate second = issued(balancer, "bird.test");
      assertNotEquals(first.leaf().getPublicKey(), second.leaf().getPublicKey());
      long lifetime = Duration.between(first.notBefore(), first.notAfter()).toSeconds();
      Instant lastThird = first.notBefore().plusSeconds(lifetime * 2 / 3);
      assertFalse(second.notBefore().isBefore(lastThird), "not before its last third");

      pebble.close();
      until(
          balancer,
          "the owner is told",
          () -> told(balancer, "bird.test").contains(ActionNeeded.CERTIFICATE_EXPIRES));
      String why = String.valueOf(event(balancer, "bird.test").why());
      assertTrue(why.contains("its renewal fails: the authority cannot be reached"), why);
      Instant ordered = balancer.bean(OrderRecords.class).of("gone.test").begun();
      assertTrue(ordered.isBefore(second.notBefore()), "what was given up is not renewed");
    }
  }

  @Test
  void aCertificateIsRenewedBeforeItsLastThirdWhenTheAuthoritySuggestsIt() throws Exception {
    int http = RealRedis.freePort();
    try (var pebble = Pebble.start(new Pebble.Options(http, NOBODY, false, 36, 0));
        var authority = SuggestingServer.start(pebble);
        var balancer =
            TestBalancer.launch(
                with(authority.settings(), PORT, http, "aviary.acme.retry-first", "1s"))) {
      wantTls(balancer, 0, "bird.test");
      Certificate first = issued(balancer, "bird.test");
      until(
          balancer,
          "it is renewed",
          () -> !first.equals(balancer.bean(CertificateStore.class).find("bird.test")));
      Certificate second = issued(balancer, "bird.test");
      assertTrue(second.notBefore().isBefore(first.notBefore().plusSeconds(24)), "by suggestion");
      Await.until("it is asked for the second", () -> authority.asked().size() == 2);
      assertNotEquals(authority.asked().getFirst(), authority.asked().getLast());
    }
  }

  @Test
  void anotherClientBehindTheBalancerProvesItsNameWhereNoOrderIsOpen() throws Exception {
    int http = RealRedis.freePort();
    int standalone = RealRedis.freePort();
    try (var pebble = Pebble.start(new Pebble.Options(http, NOBODY, false, YEAR, 0));
        var balancer = TestBalancer.launch(with(pebble, PORT, http))) {
      new Fleet(balancer, "app-0", 0, "bird.test").with(Slot.STABLE_1, standalone).publish();
      assertEquals(0, pebble.certbot("bird.test", standalone), pebble.certbotLog());
      assertEquals(1, pebble.validations("bird.test"));
    }
  }

  private static Map<String, String> with(Pebble pebble, Object... more) {
    return with(pebble.settings(), more);
  }

  private static Map<String, String> with(Map<String, String> known, Object... more) {
    var settings = new HashMap<String, String>(known);
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i].toString(), more[i + 1].toString());
    }
    return settings;
  }

  private static void wantTls(TestBalancer balancer, int index, String... hosts) throws Exception {
    new Fleet(balancer, "app-" + index, index, hosts)
        .tls(new TlsOptions("auto", false, 0))
        .publish();
  }

  /** Makes the balancer look for what is due all the time, where it would once a minute. */
  private static void until(TestBalancer balancer, String what, Callable<Boolean> condition)
      throws Exception {
    Await.until(
        what,
        () -> {
          balancer.bean(CertificateOrders.class).wake();
          return condition.call();
        });
  }

  private static Certificate issued(TestBalancer balancer, String host) throws Exception {
    var store = balancer.bean(CertificateStore.class);
    Await.until("a certificate for " + host, () -> store.find(host) != null);
    return Objects.requireNonNull(store.find(host));
  }

  /** What the timeline has of the host, oldest first. */
  private static List<String> told(TestBalancer balancer, String host) {
    return balancer.bean(EventLog.class).newest(100).reversed().stream()
        .filter(event -> host.equals(event.subject()))
        .map(Event::what)
        .toList();
  }

  private static Event event(TestBalancer balancer, @Nullable String host) {
    return balancer.bean(EventLog.class).newest(100).stream()
        .filter(event -> Objects.equals(host, event.subject()))
        .findFirst()
        .orElseThrow();
  }
}
