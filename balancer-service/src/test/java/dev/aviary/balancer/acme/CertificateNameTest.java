package dev.aviary.balancer.acme;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CertificateNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "you.example",
        "a.b.you.example",
        "xn--bcher-kva.example",
        "3com.example",
        "a-b.de"
      })
  void publicNamesAreOrdered(String host) {
    assertNull(CertificateName.refusal(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1",
        "127.1",
        "0x7f.1",
        "2001:db8::1",
        "localhost",
        "shop.localhost",
        "intranet",
        "you..example",
        "-you.example",
        "you-.example",
        "you_1.example",
        "you.example.",
        "bücher.example"
      })
  void othersAreRefused(String host) {
    assertNotNull(CertificateName.refusal(host));
  }

  @Test
  void aWildcardIsRefusedWithItsReason() {
    assertTrue(String.valueOf(CertificateName.refusal("*.you.example")).contains("dns-01"));
  }

  @Test
  void labelsAndNamesHaveALongestLength() {
    assertNull(CertificateName.refusal("a".repeat(63) + ".example"));
    assertNotNull(CertificateName.refusal("a".repeat(64) + ".example"));
    assertNotNull(CertificateName.refusal("a.".repeat(124) + "example"));
  }
}
