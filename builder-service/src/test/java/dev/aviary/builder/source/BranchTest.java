package dev.aviary.builder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aviary.contract.app.BadValueException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BranchTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "master",
        "feature/log-in",
        "fix-#123",
        "renovate/flask@3.x",
        "v1.2_x",
        "größe",
        "a"
      })
  void namesThatPeopleUseAreTaken(String name) {
    assertEquals("refs/heads/" + name, Branch.of(name).ref());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a;reboot",
        "$(id)",
        "`id`",
        "a|b",
        "a&b",
        "a>b",
        "a<b",
        "a'b",
        "a\"b",
        "a\\b",
        "a b",
        "a\nb",
        "a\tb",
        "a\0b",
        "a*",
        "a?",
        "a[b",
        "a~1",
        "a^",
        "a:b",
        "(a)",
        "{a}",
        "!a"
      })
  void whatAShellWouldReadIsRefused(String name) {
    assertThrows(BadValueException.class, () -> Branch.of(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../master",
        "a/../b",
        "..",
        ".",
        "/a",
        "a/",
        "a//b",
        "a.lock",
        ".a",
        "a/.b",
        "a.",
        "-a",
        "a@{1}"
      })
  void whatGitRefusesIsRefused(String name) {
    assertThrows(BadValueException.class, () -> Branch.of(name));
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void aNameHasAtMost200Characters(int length, boolean taken) {
    if (taken) {
      assertEquals(length, Branch.of("a".repeat(length)).name().length());
    } else {
      assertThrows(BadValueException.class, () -> Branch.of("a".repeat(length)));
    }
  }

  static Object[][] lengths() {
    return new Object[][] {{1, true}, {200, true}, {201, false}, {300, false}, {0, false}};
  }
}
