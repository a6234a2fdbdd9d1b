package dev.aviary.flag.ofrep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.aviary.contract.testing.RealRedis;
import dev.aviary.flag.FlagService;
import dev.openfeature.contrib.providers.ofrep.OfrepProvider;
import dev.openfeature.contrib.providers.ofrep.OfrepProviderOptions;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenFeature's own client for Java, with the flags of the conformance suite. */
final class ProviderIT {
  private static final Path FLAGS = Path.of("../conformance/ofrep/flags.json");

  private static RealRedis redis;
  private static FlagService service;

  @BeforeAll
  static void importFlags() throws IOException {
    redis = RealRedis.start();
    service = FlagService.on(redis);
    assertEquals(200, service.put("/flags.json", Files.readString(FLAGS)).statusCode());
  }

  @AfterAll
  static void stop() {
    OpenFeatureAPI.getInstance().shutdown();
    service.close();
    redis.close();
  }

  @Test
  void everyTypeArrives() {
    Client client = client(FlagService.TOKEN);
    assertEquals(true, client.getBooleanValue("conformance-true", false));
    assertEquals(false, client.getBooleanValue("conformance-false", true));
    assertEquals("Grüße 👋 \"quoted\"", client.getStringValue("conformance-string", ""));
    assertEquals(42, client.getIntegerValue("conformance-integer", 0));
    assertEquals(0.5, client.getDoubleValue("conformance-float", 0.0));
    assertEquals(
        "full",
        client
            .getObjectValue("conformance-object", new Value())
            .asStructure()
            .getValue("name")
            .asString());
  }

  @Test
  void aNumberThatWasWrittenAs10Point0IsADouble() {
    var details = client(FlagService.TOKEN).getDoubleDetails("conformance-integral-float", 0.0);
    assertEquals(10.0, details.getValue());
    assertNull(details.getErrorCode());
  }

  @Test
  void theContextDecidesAndTheReasonSaysSo() {
    var pro = new ImmutableContext("somebody", Map.of("plan", new Value("pro")));
    FlagEvaluationDetails<String> details =
        client(FlagService.TOKEN).getStringDetails("conformance-targeted", "", pro);
    assertEquals("for pro", details.getValue());
    assertEquals("TARGETING_MATCH", details.getReason());
    assertEquals("pro", details.getVariant());
  }

  @Test
  void aDisabledFlagGivesTheCallersDefault() {
    assertEquals(true, client(FlagService.TOKEN).getBooleanValue("conformance-disabled", true));
    assertEquals(false, client(FlagService.TOKEN).getBooleanValue("conformance-disabled", false));
  }

  @Test
  void anUnknownFlagIsNotFound() {
    var details = client(FlagService.TOKEN).getBooleanDetails("conformance-never-made", true);
    assertEquals(ErrorCode.FLAG_NOT_FOUND, details.getErrorCode());
    assertEquals(true, details.getValue());
  }

  @Test
  void aWrongTokenIsAnErrorOfItsOwnAndNotOfParsing() {
    var details = client("nobody-has-this-token").getBooleanDetails("conformance-true", false);
    assertEquals(ErrorCode.GENERAL, details.getErrorCode());
    assertEquals(false, details.getValue());
  }

  private static Client client(String token) {
    String base = "http://127.0.0.1:" + service.request("/").build().uri().getPort();
    var options =
        OfrepProviderOptions.builder()
            .baseUrl(base)
            .headers(ImmutableMap.of("Authorization", ImmutableList.of("Bearer " + token)))
            .build();
    OpenFeatureAPI.getInstance().setProviderAndWait(OfrepProvider.constructProvider(options));
    return OpenFeatureAPI.getInstance().getClient();
  }
}
