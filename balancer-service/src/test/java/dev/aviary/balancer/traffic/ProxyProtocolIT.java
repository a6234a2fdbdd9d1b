package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that begin with a header of the PROXY protocol. */
final class ProxyProtocolIT extends TrafficCase {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String PROXY = "127.0.0.9";
  private static final String HEADER = "PROXY TCP4 203.0.113.7 192.0.2.1 5000 80\r\n";

  /** The signature of version 2. */
  private static final String SIGNATURE = "0D0A0D0A000D0A515549540A";

  @Override
  Map<String, ?> settings() {
    return Map.of("aviary.trusted-proxies", PROXY, "aviary.proxy-protocol", "on");
  }

  @Test
  void theClientIsTheOneThatTheHeaderNames() throws Exception {
    assertEquals("203.0.113.7", clientOf(HEADER.getBytes(StandardCharsets.US_ASCII)));
    assertEquals(
        "2001:db8:0:0:0:0:0:7",
        clientOf(
            "PROXY TCP6 2001:db8::7 2001:db8::1 5000 80\r\n".getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void versionTwoIsReadWithItsExtensions() throws Exception {
    String tcp4 = SIGNATURE + "2111" + "0013" + "CB007107" + "C0000201" + "1388" + "0050";
    String extension = "04" + "0004" + "00000000";
    assertEquals("203.0.113.7", clientOf(HexFormat.of().parseHex(tcp4 + extension)));
  }

  @Test
  void aProxyThatSpeaksForItselfIsTheClient() throws Exception {
    assertEquals(PROXY, clientOf("PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII)));
    assertEquals(PROXY, clientOf(HexFormat.of().parseHex(SIGNATURE + "2000" + "0000")));
  }

  @Test
  void aHeaderMayComeByteByByteAndRequestsGoOnAfterIt() throws Exception {
    serveAnswer(OK);
    RawClient client = clientAt(PROXY);
    for (byte each : HEADER.getBytes(StandardCharsets.US_ASCII)) {
      client.send(new byte[] {each});
    }
    for (int i = 0; i < 3; i++) {
      assertEquals("ok", client.send(REQUEST).read().body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "PROXY TCP4 203.0.113.7 192.0.2.1 5000\r\n",
        "PROXY TCP4 203.0.113.777 192.0.2.1 5000 80\r\n",
        "PROXY TCP4 203.0.113.7 192.0.2.1 5000 800000\r\n",
        "PROXY UDP4 203.0.113.7 192.0.2.1 5000 80\r\n",
        "proxy TCP4 203.0.113.7 192.0.2.1 5000 80\r\n"
      })
  void aTrustedProxyWithoutAValidHeaderIsClosed(String beginning) throws Exception {
    TestBackend backend = serveAnswer(OK);
    assertTrue(clientAt(PROXY).send(beginning + REQUEST).ended());
    assertEquals(0, backend.heads().size());
  }

  @Test
  void anybodyElseIsServedWithoutOneAndRefusedWithOne() throws Exception {
    TestBackend backend = serveAnswer(OK);
    assertEquals("ok", client().send(REQUEST).read().body());
    assertEquals(400, client().send(HEADER + REQUEST).read().status());
    assertEquals(1, backend.heads().size());
  }

  private String clientOf(byte[] header) throws Exception {
    TestBackend backend = serveAnswer(OK);
    var all = new ByteArrayOutputStream();
    all.writeBytes(header);
    all.writeBytes(REQUEST.getBytes(StandardCharsets.US_ASCII));
    assertEquals("ok", clientAt(PROXY).send(all.toByteArray()).read().body());
    String head = backend.lastHead().toLowerCase(Locale.ROOT);
    return head.replaceFirst("(?s).*x-forwarded-for: ([^\r]*)\r.*", "$1");
  }
}
