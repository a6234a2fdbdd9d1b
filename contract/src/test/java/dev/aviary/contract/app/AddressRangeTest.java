package dev.aviary.contract.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangeTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "192.0.2.16/29, 192.0.2.23, true",
    "192.0.2.16/29, 192.0.2.24, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false"
  })
  void aRangeHoldsWhatItsPrefixSays_RFC4632_3_1(String range, String address, boolean inside) {
    assertEquals(inside, AddressRange.parse(range).contains(InetAddress.ofLiteral(address)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "10.0.0.0/33", "10.0.0.0/-1", "::1/129", "10.0.0.0/x", "1/8/8"})
  void anythingElseIsRefused(String range) {
    assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(range));
  }
}
