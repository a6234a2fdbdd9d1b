package dev.aviary.contract.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micronaut.context.env.MapPropertySource;
import io.micronaut.context.env.PropertySourcePropertyResolver;
import io.micronaut.context.exceptions.ConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How {@code deploy/lib/settings.sh} writes values in which Micronaut would see a placeholder. */
final class PlaceholderTest {
  @Test
  void aBeginOfAPlaceholderIsWrittenAsAPlaceholderThatStandsForIt() {
    assertThrows(ConfigurationException.class, () -> read("pass${a}word"));
    assertEquals("pass${a}word", read("pass${aviary.none:`${`}a}word"));
    assertEquals("${${ $} {` \\", read("${aviary.none:`${`}${aviary.none:`${`} $} {` \\"));
  }

  private static String read(String written) {
    var resolver =
        new PropertySourcePropertyResolver(MapPropertySource.of("test", Map.of("value", written)));
    return resolver.getRequiredProperty("value", String.class);
  }
}
