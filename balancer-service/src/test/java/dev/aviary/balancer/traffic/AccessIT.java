package dev.aviary.balancer.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Answer;
import dev.aviary.balancer.testing.Fleet;
import dev.aviary.balancer.testing.Head;
import dev.aviary.balancer.testing.RawClient;
import dev.aviary.balancer.testing.TestBackend;
import dev.aviary.contract.app.Slot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may see an app, and who its canary. */
final class AccessIT extends TrafficCase {
  private static final String PROXY = "127.0.0.9";
  private static final String OFFICE = "X-Forwarded-For: 203.0.113.7";
  private static final String OUTSIDE = "X-Forwarded-For: 198.51.100.7";

  /** At the least cost, so that the tests do not wait. */
  private static final String HASH =
      OpenBSDBCrypt.generate("2y", "open sésame".toCharArray(), new byte[16], 4);

  private static final String USERS = "\"users\": {\"ann\": \"" + HASH + "\"}";
  private static final String ADDRESSES = "\"addresses\": [\"203.0.113.0/24\", \"127.0.0.5\"]";

  private TestBackend stable;
  private TestBackend canary;

  @Override
  Map<String, ?> settings() {
    return Map.of("aviary.trusted-proxies", PROXY);
  }

  @BeforeEach
  void answer() throws Exception {
    stable = opened(TestBackend.answering("stable"));
    canary = opened(TestBackend.answering("canary"));
  }

  @Test
  void aCanaryForTheOfficeIsServedThereByTheSplitAndNowhereElse() throws Exception {
    access("\"canary\": {" + ADDRESSES + "}").split(100);
    for (int i = 0; i < 4; i++) {
      assertEquals("canary", get(PROXY, OFFICE).body());
      assertEquals("stable", get(PROXY, OUTSIDE).body());
    }
  }

  @Test
  void whoSeesTheCanaryMaySeeNothingElseWhateverTheSplit() throws Exception {
    access("\"canary\": {" + ADDRESSES + "}, \"canaryShare\": \"all\"").split(0);
    for (int i = 0; i < 4; i++) {
      assertEquals("canary", get(PROXY, OFFICE).body());
      assertEquals("stable", get(PROXY, OUTSIDE).body());
    }
  }

  @Test
  void aPasswordForTheCanaryIsAskedOfNobodyAndOneForTheAppIsLeftAlone() throws Exception {
    access("\"canary\": {" + USERS + "}, \"canaryShare\": \"all\"");
    assertEquals("canary", get(PROXY, basic("ann:open sésame")).body());
    assertEquals("stable", get(PROXY, basic("ann:wrong")).body());
    assertEquals("stable", get(PROXY, basic("app's own:user")).body());
    assertTrue(head(stable).contains("authorization: basic "), head(stable));
    assertEquals("stable", get(PROXY, "Accept: */*").body());
  }

  @Test
  void aStrangerIsRefusedByAPageThatSaysNothing() throws Exception {
    access("\"all\": {" + ADDRESSES + "}");
    Answer refused = get(PROXY, OUTSIDE);
    assertEquals(403, refused.status());
    assertEquals("403 Forbidden\n", refused.body());
    assertFalse(refused.head().toLowerCase(Locale.ROOT).contains("aviary"), refused.head());
    assertEquals("stable", get(PROXY, OFFICE).body());
    assertEquals("stable", get("127.0.0.5", OUTSIDE).body());
  }

  @Test
  void aPasswordOpensAndIsNotPassedOn_RFC7617_2() throws Exception {
    access("\"all\": {" + USERS + "}");
    Answer refused = get(PROXY, "Accept: */*");
    assertEquals(401, refused.status());
    assertEquals("401 Unauthorized\n", refused.body());
    assertEquals(
        "Basic realm=\"Restricted\", charset=\"UTF-8\"", refused.header("WWW-Authenticate"));
    assertEquals(401, get(PROXY, basic("ann:wrong")).status());
    assertEquals(401, get(PROXY, basic("bob:open sésame")).status());
    assertEquals(401, get(PROXY, "Authorization: Basic ???").status());
    assertEquals(401, get(PROXY, "Authorization: Bearer x").status());
    assertEquals(0, stable.heads().size());
    assertEquals("stable", get(PROXY, basic("ann:open sésame")).body());
    assertFalse(head(stable).contains("authorization"), head(stable));
  }

  @Test
  void aPasswordThatWasChangedCountsAtOnce() throws Exception {
    access("\"all\": {" + USERS + "}");
    assertEquals(200, get(PROXY, basic("ann:open sésame")).status());
    String other = OpenBSDBCrypt.generate("2b", "other".toCharArray(), new byte[16], 4);
    access("\"all\": {\"users\": {\"ann\": \"" + other + "\"}}");
    assertEquals(401, get(PROXY, basic("ann:open sésame")).status());
    assertEquals(200, get(PROXY, basic("ann:other")).status());
  }

  @Test
  void anAppGetsThePasswordWhenItsSettingsSaySo() throws Exception {
    access("\"all\": {" + USERS + ", \"passCredentials\": true}");
    assertEquals("stable", get(PROXY, basic("ann:open sésame")).body());
    assertTrue(head(stable).contains("authorization: basic "), head(stable));
  }

  @Test
  void aFloodOfWrongPasswordsIsBoundedAndKeepsNobodyElseOut() throws Exception {
    access("\"all\": {" + USERS + "}");
    String right = basic("ann:open sésame");
    assertEquals(200, get("127.0.0.2", right).status());
    RawClient flood = clientAt("127.0.0.2");
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      Answer answer = flood.send(Head.of("GET / HTTP/1.1", "Host: a", basic("ann:" + i))).read();
      assertTrue(answer.status() == 401 || answer.status() == 429, answer.head());
      refused += answer.status() == 429 ? 1 : 0;
    }
    assertTrue(refused > 0, "60 wrong passwords in a row were all compared");
    assertEquals(200, flood.send(Head.of("GET / HTTP/1.1", "Host: a", right)).read().status());
    assertEquals(401, get("127.0.0.3", basic("ann:wrong")).status());
  }

  @Test
  void requestsThatBringOnePasswordTogetherAreAllAnswered() throws Exception {
    access("\"all\": {" + USERS + "}");
    RawClient[] clients = new RawClient[30];
    for (int i = 0; i < clients.length; i++) {
      clients[i] = clientAt("127.0.0.6");
      clients[i].send(Head.of("GET / HTTP/1.1", "Host: a", basic("ann:open sésame")));
    }
    int answered = 0;
    for (RawClient each : clients) {
      int status = each.read().status();
      assertTrue(status == 200 || status == 429, "status " + status);
      answered += status == 200 ? 1 : 0;
    }
    assertTrue(answered >= 20, answered + " of 30 answered");
  }

  @Test
  void aFieldWithASecretValueOpensAndIsNotPassedOn() throws Exception {
    access("\"all\": {" + header("open") + "}");
    assertEquals(403, get(PROXY, "Accept: */*").status());
    assertEquals(403, get(PROXY, "X-Office-Key: shut").status());
    assertEquals("stable", get(PROXY, "X-Office-Key: open").body());
    assertFalse(head(stable).contains("x-office-key"), head(stable));
  }

  @Test
  void ofSeveralConditionsEachOrOneIsEnough() throws Exception {
    access("\"all\": {" + ADDRESSES + ", " + USERS + "}");
    assertEquals(403, get(PROXY, OUTSIDE, basic("ann:open sésame")).status());
    assertEquals(401, get(PROXY, OFFICE).status());
    assertEquals(200, get(PROXY, OFFICE, basic("ann:open sésame")).status());
    access("\"all\": {" + ADDRESSES + ", " + USERS + ", \"satisfy\": \"any\"}");
    assertEquals(200, get(PROXY, OUTSIDE, basic("ann:open sésame")).status());
    assertEquals(401, get(PROXY, OUTSIDE).status());
    assertEquals(200, get(PROXY, OFFICE).status());
  }

  @Test
  void slotPortsAskForTheSameUnlessTheyHaveARuleOfTheirOwn() throws Exception {
    String office = "\"all\": {" + ADDRESSES + "}";
    access(office);
    assertEquals(403, RawClient.get(balancer().slotPort(0), "/").status());
    access(office + ", \"slotPorts\": {}");
    assertEquals(200, RawClient.get(balancer().slotPort(0), "/").status());
    access("\"canary\": {" + ADDRESSES + "}");
    assertEquals("stable", RawClient.get(balancer().slotPort(0), "/").body());
    assertEquals(403, RawClient.get(balancer().slotPort(2), "/").status());
  }

  @Test
  void anAuthorityThatChecksAHostIsAnsweredWithoutAPassword_RFC8555_8_3() throws Exception {
    access("\"all\": {" + ADDRESSES + "}");
    String path = "/.well-known/acme-challenge/";
    assertEquals(200, client().get(path + "abc_-9").read().status());
    for (String other : new String[] {"", "a/b", "../x", "..%2Fx", "a?b", "%61"}) {
      assertEquals(403, client().get(path + other).read().status(), other);
    }
  }

  private Fleet access(String rules) throws Exception {
    return Fleet.of(balancer())
        .with(Slot.STABLE_1, stable)
        .with(Slot.CANARY, canary)
        .open("{\"access\": {" + rules + "}}")
        .publish()
        .split(0);
  }

  private Answer get(String from, String... fields) throws Exception {
    return clientAt(from)
        .send("GET / HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", fields) + "\r\n\r\n")
        .read();
  }

  private static String head(TestBackend backend) {
    return backend.lastHead().toLowerCase(Locale.ROOT);
  }

  private static String header(String value) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
    return "\"header\": {\"name\": \"X-Office-Key\", \"sha256\": \"%s\"}"
        .formatted(HexFormat.of().formatHex(hash));
  }

  private static String basic(String credentials) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }
}
