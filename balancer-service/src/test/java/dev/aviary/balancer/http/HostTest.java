package dev.aviary.balancer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.balancer.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostTest {

  @Rule(11)
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a.b-c_d~", "a:80", "a:", "[::1]", "[::1]:80", "1.2.3.4", "a%20b", ""})
  void whatTheGrammarAllowsIsValid_RFC9112_3_2(String host) {
    assertTrue(Host.valid(host));
  }

  @Rule(11)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "a/b",
        "a@b",
        "a:b",
        "a:123456",
        "a:1:2",
        "[::1",
        "[]",
        "[a b]",
        "[::x]",
        "[::\uff11]",
        "a\"",
        "a?b",
        "\u00e9",
        "a\tb",
        "<a>"
      })
  void whatItDoesNotAllowIsNot_RFC9112_3_2(String host) {
    assertFalse(Host.valid(host), host);
  }

  @ParameterizedTest
  @CsvSource({"A.Example:80,a.example", "a.example.,a.example", "[::1]:80,[::1]", "a,a"})
  void theNameIsWhatAppsClaim(String host, String name) {
    assertEquals(name, Host.name(host));
  }

  @Test
  void noHostIsAnEmptyName() {
    assertEquals("", Host.name(""));
  }
}
