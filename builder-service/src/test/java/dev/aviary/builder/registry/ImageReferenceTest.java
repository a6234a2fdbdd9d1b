package dev.aviary.builder.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aviary.contract.app.BadValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageReferenceTest {
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "nginx, nginx:latest, docker.io",
    "nginx:1.27, nginx:1.27, docker.io",
    "team/app, team/app:latest, docker.io",
    "localhost/app, localhost/app:latest, localhost",
    "localhost:5000/app, localhost:5000/app:latest, localhost:5000",
    "registry.example.org/team/app:1.2, registry.example.org/team/app:1.2, registry.example.org"
  })
  void aNameIsOneOfARegistry(String given, String text, String registry) {
    ImageReference image = ImageReference.of(given);
    assertEquals(text, image.text());
    assertEquals(registry, image.registry());
  }

  @Test
  void aDigestCountsMoreThanATagAndItsFirstDigitsStandForACommit() {
    ImageReference image = ImageReference.of("localhost:5000/app:1.2@" + DIGEST);
    assertEquals("localhost:5000/app@" + DIGEST, image.text());
    assertEquals("0123456789abcdef0123456789abcdef01234567", image.commit());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Not An Image", "a@sha256:12", "https://registry/app", "a@sha512:00"})
  void whatIsNoImageIsRefused(String given) {
    assertThrows(BadValueException.class, () -> ImageReference.of(given));
  }
}
