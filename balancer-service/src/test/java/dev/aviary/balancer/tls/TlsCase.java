package dev.aviary.balancer.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestAuthority;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.balancer.testing.TestBalancer;
import dev.aviary.contract.app.Slot;
import dev.aviary.contract.app.TlsOptions;
import io.micronaut.serde.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** What tests of TLS share: one balancer, and the app {@code shop} with a certificate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TlsCase {
  static final String HOST = "shop.example";
  static final TlsOptions OWN = new TlsOptions("own", false, 0);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private TestBalancer balancer;
  private TestAuthority authority;
  private SSLContext trust;

  @BeforeAll
  void launch() throws Exception {
    authority = new TestAuthority();
    trust = authority.trust();
    balancer = TestBalancer.launch(settings());
    publish(OWN, TestBackend.saying("hello"));
    assertEquals(200, give("shop", authority.issue(HOST, "*.shop.example")).statusCode());
    closeOpened();
  }

  /** Settings that differ from the defaults. */
  Map<String, ?> settings() {
    return Map.of();
  }

  @AfterAll
  void shutDown() {
    balancer.close();
  }

  @AfterEach
  void closeOpened() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
    opened.clear();
  }

  TestBalancer balancer() {
    return balancer;
  }

  TestAuthority authority() {
    return authority;
  }

  SSLContext trust() {
    return trust;
  }

  TestBackend serve(TestBackend.Script script) throws Exception {
    return publish(OWN, script);
  }

  TestBackend publish(TlsOptions tls, TestBackend.Script script) throws Exception {
    TestBackend backend = opened(TestBackend.start(script));
    new Fleet(balancer, "shop", 0, HOST).tls(tls).with(Slot.STABLE_1, backend).publish();
    return backend;
  }

  HttpResponse<String> give(String app, TestAuthority.Issued issued) throws Exception {
    return give(app, issued.chain(), issued.key());
  }

  HttpResponse<String> give(String app, String chain, String key) throws Exception {
    String json = ObjectMapper.getDefault().writeValueAsString(Map.of("chain", chain, "key", key));
    return Admin.of(balancer).put("/apps/" + app + "/certificate", json);
  }

  RawClient client() throws Exception {
    return client(HOST);
  }

  RawClient client(String host) throws Exception {
    return opened(RawClient.tls(trust, host, balancer.tlsPort()));
  }

  <T extends AutoCloseable> T opened(T resource) {
    opened.add(resource);
    return resource;
  }
}
