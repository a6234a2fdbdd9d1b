package dev.aviary.contract.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.contract.redis.Wire;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VisitorOptionsTest {
  private static final Wire WIRE = Wire.standalone();
  private static final String HASH = "$2y$10$abcdefghijklmnopqrstuuvVu8zNRDDcQZkOX1rZKCUSbNBCj3ieG";

  @Test
  void nothingSaidIsEveryPathForEverybody() {
    VisitorOptions read = WIRE.read("{}", VisitorOptions.class);
    assertEquals(VisitorOptions.DEFAULT, read);
    assertEquals(AccessOptions.NONE, read.access());
  }

  @Test
  void aCanaryForTheOfficeIsOneSetting() {
    VisitorOptions read =
        WIRE.read(
            "{\"access\": {\"canary\": {\"addresses\": [\"203.0.113.0/24\"]}}}",
            VisitorOptions.class);
    AccessRule canary = read.access().canary();
    assertTrue(canary != null && canary.conditional() && !canary.anyWillDo());
    assertEquals("split", read.access().canaryShare());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api", "/v1/api", "/@scope", "/a.b/..c", "/~me"})
  void aPrefixIsWholeSegments(String path) {
    assertEquals(List.of(path), paths(path).paths());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "api",
        "/api/",
        "//api",
        "/api//v1",
        "/./api",
        "/a/../b",
        "/..",
        "/a%2Fb",
        "/a;b",
        "/a?b",
        "/a b",
        "/ä"
      })
  void whatTwoPartiesCouldReadDifferentlyIsNoPrefix(String path) {
    assertThrows(BadValueException.class, () -> paths(path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"all\": {}} | access.all lets no visitor in",
        "{\"canary\": {\"addresses\": []}} | access.canary lets no visitor in",
        "{\"canaryShare\": \"all\"} | access.canary names no visitors",
        "{\"canaryShare\": \"most\"} | give split or all",
        "{\"all\": {\"addresses\": [\"10.1/8\"]}} | is neither an address nor a range",
        "{\"all\": {\"addresses\": [\"office.example\"]}} | is neither an address nor a range",
        "{\"all\": {\"addresses\": [\"10.0.0.0/33\"]}} | is neither an address nor a range",
        "{\"all\": {\"users\": {\"a\": \"secret\"}}} | is not a bcrypt hash of cost 4 to 13",
        "{\"all\": {\"users\": {\"a:b\": \"x\"}}} | no ':'",
        "{\"all\": {\"header\": {\"name\": \"Cookie\"}}} | give a field of your own",
        "{\"all\": {\"header\": {\"name\": \"X-Key\", \"sha256\": \"12\"}}} | 64 hexadecimal digits",
        "{\"all\": {\"addresses\": [\"::1\"], \"satisfy\": \"one\"}} | give all or any"
      })
  void aRuleThatGuardsNothingOrCannotBeReadIsRefused(String access, String why) {
    var refusal =
        assertThrows(UncheckedIOException.class, () -> WIRE.read(access, AccessOptions.class));
    String said = String.valueOf(refusal.getMessage());
    assertTrue(said.contains(why), said);
  }

  @Test
  void aSecretInAWrongPlaceIsNotRepeated() {
    String access = "{\"all\": {\"users\": {\"ann\": \"open sesame\"}}}";
    var refusal =
        assertThrows(UncheckedIOException.class, () -> WIRE.read(access, AccessOptions.class));
    assertTrue(!String.valueOf(refusal.getMessage()).contains("sesame"), refusal.getMessage());
  }

  @Test
  void whatIsShownHasNoHash() {
    VisitorOptions read =
        WIRE.read(
            "{\"paths\": [\"/api\"], \"access\": {\"all\": {\"users\": {\"ann\": \"%s\"}}}}"
                .formatted(HASH),
            VisitorOptions.class);
    assertEquals(paths("/api"), read.shown());
  }

  private static VisitorOptions paths(String path) {
    return new VisitorOptions(List.of(path), false, List.of(), AccessOptions.NONE, null);
  }
}
