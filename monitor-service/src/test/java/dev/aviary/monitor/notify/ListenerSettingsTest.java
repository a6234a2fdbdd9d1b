package dev.aviary.monitor.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.monitor.secret.MonitorSecret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ListenerSettingsTest {
  @Test
  void entriesAreSeparatedByBlanks() {
    var settings =
        new ListenerSettings(
            " ops:slack:https://hooks.slack.com/services/T0/B0/secret"
                + "  own:webhook:http://127.0.0.1:8080/a,b?c=d ");
    assertEquals(List.of("ops", "own"), settings.all().stream().map(Listener::name).toList());
    assertEquals(
        List.of(MessageForm.SLACK, MessageForm.WEBHOOK),
        settings.all().stream().map(Listener::form).toList());
    assertEquals("/a,b?c=d", path(settings.all().getLast()));
    assertEquals(List.of(), new ListenerSettings("").all());
    assertEquals(List.of(), new ListenerSettings(null).all());
  }

  @ParameterizedTest(name = "{0} is refused: {1}")
  @CsvSource({
    "https://hooks.slack.com/x, not name:form:url",
    "ops:slack, not name:form:url",
    "Ops:slack:https://a.example/x, is not a name",
    "ops:teams:https://a.example/x, 'none of webhook, slack, mattermost, discord'",
    "ops:slack:ftp://a.example/x, neither http nor https",
    "ops:slack:https:///x, has no host",
    "ops:slack:https://me:secret@a.example/x, user or password",
    "ops:slack:https://a.example/x#y, has a #",
    "ops:slack:https://a.example/<x>, is none",
    "a:slack:https://x.example a:slack:https://y.example, same name",
  })
  void whatCannotBeIsRefusedAndTheAddressIsNotRepeated(String list, String reason) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> new ListenerSettings(list));
    String said = String.valueOf(refusal.getMessage());
    assertTrue(said.contains(reason), said);
    assertFalse(said.contains("secret"), said);
    assertFalse(said.contains("a.example"), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.170.2",
        "168.63.129.16",
        "[fd00:ec2::254]",
        "[fd00:ec2::23]",
        "[fd20:ce::254]",
        "[fd00:c1::a9fe:a9fe]",
        "[fd00:42::42]",
        "[fd00:a9fe:a9fe::1]",
        "[fd00:100::100:200]",
        "[fe80::a9fe:a9fe]",
        "[::ffff:169.254.169.254]",
        "100.100.100.200",
        "metadata.google.internal",
        "METADATA.google.internal.",
      })
  void theMetadataServicesOfCloudsAreRefused(String host) {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ListenerSettings("x:webhook:http://" + host + "/latest"));
    assertTrue(String.valueOf(refusal.getMessage()).contains("metadata"), refusal.getMessage());
  }

  @Test
  void elevenAreTooMany() {
    String ten = "";
    for (int n = 0; n < ListenerSettings.MOST; n++) {
      ten += "l%d:slack:https://a.example/%d ".formatted(n, n);
    }
    assertEquals(10, new ListenerSettings(ten).all().size());
    String eleven = ten + "more:slack:https://a.example/x";
    assertThrows(IllegalArgumentException.class, () -> new ListenerSettings(eleven));
  }

  @Test
  void aWebhookNeedsTheSecretAndAChatDoesNot() {
    var none = new MonitorSecret("");
    new ListenerSettings("ops:slack:https://a.example/x").check(none);
    var signed = new ListenerSettings("own:webhook:https://a.example/x");
    assertThrows(IllegalArgumentException.class, () -> signed.check(none));
    signed.check(new MonitorSecret("s".repeat(32)));
  }

  @Test
  void addressesStandInNoLog() {
    var settings = new ListenerSettings("ops:slack:https://hooks.slack.com/services/T0/B0/secret");
    assertFalse(settings.toString().contains("secret"), settings.toString());
  }

  private static String path(Listener listener) {
    return listener.url().getRawPath() + "?" + listener.url().getRawQuery();
  }
}
