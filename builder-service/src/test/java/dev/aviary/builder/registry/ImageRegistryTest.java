package dev.aviary.builder.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.dockerjava.api.model.AuthConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageRegistryTest {
  @ParameterizedTest
  @CsvSource({
    "https://index.docker.io/v1/, registry-1.docker.io, true",
    "https://index.docker.io/v1/, registry.example.org, false",
    "registry.example.org:5000, registry.example.org:5000, true",
    "registry.example.org:5000, registry.example.org, false",
    "registry.example.org, registry-1.docker.io, false"
  })
  void aLoginIsShownToItsOwnRegistryAlone(String address, String host, boolean shown) {
    var login = new AuthConfig().withUsername("ada").withRegistryAddress(address);
    assertEquals(shown, ImageRegistry.isFor(login, host));
  }
}
