package dev.aviary.balancer.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.certificate.Certificate;
import dev.aviary.balancer.certificate.CertificateStore;
import dev.aviary.balancer.certificate.ChallengeAnswers;
import dev.aviary.balancer.testing.Admin;
import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Await;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestAuthority;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.TlsOptions;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** Which certificate a client gets, who gives it, and what follows for requests without TLS. */
final class TlsHostsIT extends TlsCase {
  private static final String GET = "GET /a?b=c HTTP/1.1\r\nHost: shop.example\r\n\r\n";

  @Test
  void aClientThatMeansAnotherHostOrNoneGetsAnAlertAndNoCertificate() throws Exception {
    for (String name : List.of("-servername blog.example", "-noservername")) {
      String said = openssl("", name.split(" ", -1));
      assertTrue(said.contains("unrecognized name"), said);
      assertFalse(said.contains("BEGIN CERTIFICATE"), said);
    }
  }

  @Test
  void olderVersionsAndOtherCiphersAreRefused() throws Exception {
    for (String options :
        List.of("-tls1_1 -cipher ALL:@SECLEVEL=0", "-tls1_2 -cipher AES128-SHA:@SECLEVEL=0")) {
      String said = openssl("", ("-servername shop.example " + options).split(" ", -1));
      assertTrue(said.contains("Cipher is (NONE)") || said.contains("alert"), said);
    }
    assertTrue(openssl("", "-servername", HOST).contains("Cipher is TLS_AES"));
  }

  @Test
  void aSessionIsResumedAfterARestart() throws Exception {
    serve(TestBackend.saying("hello"));
    Path session = Files.createTempFile(Path.of("target"), "session", ".pem");
    for (String version : List.of("-tls1_2", "-tls1_3")) {
      String request = "GET / HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n";
      String first =
          openssl(request, "-servername", HOST, version, "-sess_out", session.toString());
      assertTrue(first.contains("New, TLS"), first);
      balancer().stop();
      balancer().start();
      awaitServed();
      String second =
          openssl(request, "-servername", HOST, version, "-sess_in", session.toString());
      assertTrue(second.contains("Reused, TLS"), second);
    }
  }

  @Test
  void redirectsWhatIsAskedWithoutTlsAndSendsStrictTransportOnlyOverTls() throws Exception {
    publish(new TlsOptions("own", true, 3_600), TestBackend.saying("hello"));
    RawClient plain = opened(RawClient.to(balancer().port()));
    Answer moved = plain.send(GET).read();
    assertEquals(308, moved.status());
    assertEquals(
        "https://shop.example:" + balancer().tlsPort() + "/a?b=c", moved.header("Location"));
    assertEquals("", moved.header("Strict-Transport-Security"));
    Answer secured = client().send(GET).read();
    assertEquals("hello", secured.body());
    assertEquals("max-age=3600", secured.header("Strict-Transport-Security"));
    publish(OWN, TestBackend.saying("hello"));
    assertEquals(200, plain.send(GET).read().status());
  }

  @Test
  void aChallengeIsAnsweredBeforeTheRedirectAndOtherwiseThePathIsTheApps() throws Exception {
    var challenges = balancer().bean(ChallengeAnswers.class);
    publish(OWN, TestBackend.saying("the app"));
    RawClient plain = opened(RawClient.to(balancer().port()));
    String ask = Head.of("GET /.well-known/acme-challenge/tok HTTP/1.1", "Host: shop.example");
    assertEquals("the app", plain.send(ask).read().body());
    challenges.offerHttp(HOST, "tok", "tok.print");
    publish(new TlsOptions("own", true, 0), TestBackend.saying("the app"));
    Admin.of(balancer()).put("/apps/shop/maintenance", "{\"message\": \"closed\"}");
    assertEquals("tok.print", plain.send(ask).read().body());
    Admin.of(balancer()).delete("/apps/shop/maintenance");
    challenges.withdraw(HOST);
    publish(OWN, TestBackend.saying("the app"));
    assertEquals("the app", plain.send(ask).read().body());
  }

  @Test
  void theChallengeCertificateIsServedToTheAuthorityAlone() throws Exception {
    serve(TestBackend.saying("hello"));
    var challenges = balancer().bean(ChallengeAnswers.class);
    var store = balancer().bean(CertificateStore.class);
    challenges.offerTlsAlpn(HOST, Objects.requireNonNull(store.find(HOST)));
    String said = openssl("", "-servername", HOST, "-alpn", "acme-tls/1");
    assertTrue(said.contains("ALPN protocol: acme-tls/1"), said);
    challenges.withdraw(HOST);
    String refused = openssl("", "-servername", HOST, "-alpn", "acme-tls/1");
    assertTrue(refused.contains("unrecognized name"), refused);
    assertTrue(openssl("", "-servername", HOST, "-alpn", "http/1.1").contains("http/1.1"));
  }

  @Test
  void aNewCertificateIsInForceForTheNextHandshake() throws Exception {
    serve(TestBackend.saying("hello"));
    RawClient before = client();
    assertEquals(200, give("shop", authority().issue(HOST, "other.example")).statusCode());
    assertEquals("hello", before.send(GET).read().body());
    // One that remembers no session.
    RawClient after = opened(RawClient.tls(authority().trust(), HOST, balancer().tlsPort()));
    assertNotEquals(
        before.session().getPeerCertificates()[0], after.session().getPeerCertificates()[0]);
  }

  @Test
  void whatIsWrongWithAGivenCertificateIsToldWithItsPlace() throws Exception {
    TestAuthority.Issued good = authority().issue(HOST);
    TestAuthority.Issued other = authority().issue("other.example");
    refused("/key", "not the key of this certificate", give("shop", good.chain(), other.key()));
    refused("/chain", "not for shop.example", give("shop", other));
    refused("/chain", "the certificate of its issuer", give("shop", good.leaf(), good.key()));
    refused("/chain", "is not signed by", give("shop", good.issuer() + good.leaf(), good.key()));
    refused("/chain", "is not a chain", give("shop", "text", good.key()));
    TestAuthority.Issued weak = authority().issueWith("-newkey rsa:1024 -nodes", "-days 30", HOST);
    refused("/chain", "1024 bits", give("shop", weak));
    TestAuthority.Issued old =
        authority()
            .issueWith("-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes", "-days -1", HOST);
    refused("/chain", "ended on", give("shop", old));
    assertEquals(404, give("nobody", good).statusCode());
  }

  @Test
  void thePortClosesWithTheLastAppThatWantsIt() throws Exception {
    publish(TlsOptions.DEFAULT, TestBackend.saying("hello"));
    assertThrows(ConnectException.class, () -> RawClient.to(balancer().tlsPort()));
    publish(OWN, TestBackend.saying("hello"));
    assertEquals("hello", client().send(GET).read().body());
  }

  @Test
  void aRemovedCertificateIsServedNoMoreAndLeavesNoKeyBehind() throws Exception {
    serve(TestBackend.saying("hello"));
    Path kept = balancer().data().resolve("certificates/host-shop.example.sealed");
    assertFalse(Files.readString(kept).contains("PRIVATE"));
    assertEquals(204, Admin.of(balancer()).delete("/apps/shop/certificate").statusCode());
    assertFalse(Files.exists(kept));
    assertThrows(SSLException.class, this::client);
    assertEquals(200, give("shop", authority().issue(HOST, "*.shop.example")).statusCode());
    assertEquals("hello", client().send(GET).read().body());
  }

  @Test
  void aCertificatePutWhileRedisIsAwayOutlivesAnOlderRemoval() throws Exception {
    serve(TestBackend.saying("hello"));
    var store = balancer().bean(CertificateStore.class);
    Certificate certificate = Objects.requireNonNull(store.find(HOST));
    store.remove(HOST);
    balancer().redis().stop();
    store.put(HOST, certificate);
    balancer().redis().startAgain();
    Await.until("both know of each other", () -> synced(store));
    assertEquals(certificate, store.find(HOST));
    assertEquals("hello", client().send(GET).read().body());
    store.remove(HOST);
    assertTrue(synced(store));
    assertNull(store.find(HOST));
    store.put(HOST, certificate);
  }

  private static boolean synced(CertificateStore store) {
    try {
      store.sync();
      return true;
    } catch (RedisException e) {
      return false;
    }
  }

  @Test
  void prometheusAndHealthShowWhenItEnds() throws Exception {
    String metrics = Admin.of(balancer()).get("/prometheus").body();
    assertTrue(
        metrics.contains("aviary_certificate_expires_seconds{app=\"shop\",host=\"shop.example\"}"),
        metrics);
    String health = Admin.of(balancer()).get("/health").body();
    assertTrue(health.contains("\"certificates\""), health);
  }

  private static void refused(String pointer, String why, HttpResponse<String> answer) {
    assertEquals(400, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("\"pointer\":\"" + pointer + "\""), answer.body());
    assertTrue(answer.body().contains(why), answer.body());
  }

  private void awaitServed() throws Exception {
    Await.until("shop is served", () -> balancer().bean(ServedHosts.class).find(HOST) != null);
  }

  /** What {@code openssl s_client} says of a connection on which it sends this. */
  private String openssl(String request, String... options) throws IOException {
    Stream<String> command =
        Stream.concat(
            Stream.of(
                "openssl",
                "s_client",
                "-connect",
                "127.0.0.1:" + balancer().tlsPort(),
                "-CAfile",
                authority().root().toString(),
                "-ign_eof"),
            Stream.of(options));
    Process process = new ProcessBuilder(command.toList()).redirectErrorStream(true).start();
    try (var in = process.getOutputStream()) {
      in.write(
          (request.isEmpty() ? "GET / HTTP/1.0\r\nHost: shop.example\r\n\r\n" : request)
              .getBytes(StandardCharsets.US_ASCII));
      in.flush();
    } catch (IOException e) {
      // The handshake was refused.
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
