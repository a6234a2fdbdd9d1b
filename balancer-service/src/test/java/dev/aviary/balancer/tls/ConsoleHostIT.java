package dev.aviary.balancer.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.certificate.Certificate;
import dev.aviary.balancer.certificate.CertificateStore;
import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The host name that leads to the monitor's console. */
final class ConsoleHostIT extends TlsCase {
  private static final String CONSOLE = "console.shop.example";

  private final TestBackend monitor = monitor();

  private static TestBackend monitor() {
    try {
      return TestBackend.answering("console");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  Map<String, ?> settings() {
    return Map.of("aviary.console.host", CONSOLE, "aviary.console.port", monitor.port());
  }

  @AfterAll
  void closeMonitor() throws IOException {
    monitor.close();
  }

  /** The app's certificate is for all names below its host. */
  @BeforeEach
  void giveCertificate() {
    var store = balancer().bean(CertificateStore.class);
    Certificate wide = store.find(HOST);
    assertNotNull(wide);
    store.put(CONSOLE, wide);
  }

  private Answer overTls(String path) throws Exception {
    return client(CONSOLE).send(Head.of("GET " + path + " HTTP/1.1", "Host: " + CONSOLE)).read();
  }

  private Answer withoutTls(String path) throws Exception {
    RawClient client = opened(RawClient.to(balancer().port()));
    return client.send(Head.of("GET " + path + " HTTP/1.1", "Host: " + CONSOLE)).read();
  }

  @Test
  void overTlsThePathsBelowConsoleReachTheMonitorAndNoOthersDo() throws Exception {
    assertEquals("console", overTls("/console").body());
    assertEquals("console", overTls("/console/apps?x=1").body());
    String head = monitor.lastHead();
    assertTrue(head.startsWith("GET /console/apps?x=1 HTTP/1.1\r\n"), head);
    assertTrue(head.contains("\r\nx-forwarded-proto: https\r\n"), head);
    assertTrue(head.contains("\r\nx-forwarded-host: " + CONSOLE + "\r\n"), head);
    assertTrue(head.contains("\r\nx-forwarded-for: 127.0.0.1\r\n"), head);
    int asked = monitor.heads().size();
    for (String other :
        new String[] {"/", "/stats", "/consoles", "/console/../stats", "//console"}) {
      assertEquals(404, overTls(other).status(), other);
    }
    assertEquals(asked, monitor.heads().size());
  }

  @Test
  void withoutTlsEveryRequestIsLedToTls() throws Exception {
    int asked = monitor.heads().size();
    balancer().bean(CertificateStore.class).remove(CONSOLE);
    Answer answer = withoutTls("/console?x=1");
    assertEquals(308, answer.status());
    assertEquals(
        "https://" + CONSOLE + ":" + balancer().tlsPort() + "/console?x=1",
        answer.header("Location"));
    assertEquals(asked, monitor.heads().size());
  }

  @Test
  void aHostThatAnAppClaimsIsTheApps() throws Exception {
    TestBackend app = opened(TestBackend.answering("app"));
    new Fleet(balancer(), "claimant", 1, CONSOLE).with(Slot.STABLE_1, app).publish();
    assertEquals("app", withoutTls("/console").body());
    new Fleet(balancer(), "claimant", 1, "other.example").with(Slot.STABLE_1, app).publish();
    assertEquals(308, withoutTls("/console").status());
  }
}
