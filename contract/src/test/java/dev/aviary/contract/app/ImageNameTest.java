package dev.aviary.contract.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageNameTest {
  private static final String DIGEST = "@sha256:" + "0a".repeat(32);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "python-base",
        "python:3.14-slim",
        "docker.io/library/python",
        "localhost:5000/a__b/c.d-e:V_1.0-x",
        "registry.example.org/team/base:1",
        "0123456789abcdef"
      })
  void isTakenAsDockerTakesIt(String name) {
    assertEquals(name, ImageName.check(name));
    assertEquals(name + DIGEST, ImageName.check(name + DIGEST));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "Python",
        "a:",
        "a:b:c",
        "/a",
        "a//b",
        "a\nRUN reboot",
        "-a",
        "https://a/b",
        "a@sha256:12"
      })
  void thatNoImageCanHaveIsRefused(String name) {
    var refusal = assertThrows(BadValueException.class, () -> ImageName.check(name));
    String why = String.valueOf(refusal.getMessage());
    assertTrue(why.contains("is not the name of an image"), why);
  }
}
