package dev.aviary.contract.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.app.BadValueException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings of traces mean, and what they refuse. */
final class TraceSettingsTest {
  @Test
  void withoutAReceiverNothingIsTraced() {
    assertFalse(new TraceSettings(null, null, 0.1).enabled());
    assertFalse(new TraceSettings(" ", "", 1).enabled());
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4318, http://127.0.0.1:4318/v1/traces",
    "http://127.0.0.1:4318/, http://127.0.0.1:4318/v1/traces",
    "https://otlp.example/otlp, https://otlp.example/otlp/v1/traces",
    "http://[::1]:4318, http://[::1]:4318/v1/traces"
  })
  void theReceiversAddressIsABaseAsOpenTelemetryHasIt(String given, String receiver) {
    assertEquals(receiver, new TraceSettings(given, null, 1).receiver().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:4318",
        "grpc://127.0.0.1:4317",
        "http://",
        "http://a b",
        "http://me:secret@otlp.example",
        "https://otlp.example/?key=1"
      })
  void anAddressThatIsNoneIsRefusedWithAnExample(String given) {
    Exception e = assertThrows(BadValueException.class, () -> new TraceSettings(given, null, 1));
    assertTrue(e.toString().contains("http://127.0.0.1:4318"), e.toString());
  }

  @Test
  void headersAreWrittenAsOpenTelemetryHasThem() {
    assertEquals(
        Map.of("api-key", "a+b c=", "X-Org", "7"),
        new TraceSettings("http://a", "api-key=a+b%20c=, X-Org = 7,", 1).fields());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hush-hush", "=hush", "a b=hush", "key=hush%0Ahush", "key=hush%zz"})
  void aHeaderThatIsNoneIsRefusedWithoutItsValue(String given) {
    Exception e =
        assertThrows(BadValueException.class, () -> new TraceSettings("http://a", given, 1));
    assertFalse(e.toString().contains("hush"), e.toString());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void aRatioThatIsNoPartIsRefused(double given) {
    Exception e =
        assertThrows(BadValueException.class, () -> new TraceSettings("http://a", null, given));
    assertTrue(e.toString().contains("from 0 to 1"), e.toString());
  }

  @Test
  void itsTextHoldsNoHeader() {
    assertFalse(new TraceSettings("http://a", "key=hush", 1).toString().contains("hush"));
  }
}
