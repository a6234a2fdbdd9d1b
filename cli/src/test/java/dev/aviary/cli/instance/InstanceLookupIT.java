package dev.aviary.cli.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstanceLookupIT {
  @TempDir private Path root = Path.of("");

  @Test
  void theUsualInstanceHasTheUsualPortsAndTheTokenOfItsSecrets() throws IOException {
    secrets("aviary", "# made\nAVIARY_ADMIN_TOKEN=token-of-aviary\nREDIS_ADMIN_PASSWORD=x=y");
    InstanceAccess found = find(Map.of());
    assertEquals("aviary", found.name());
    assertEquals("token-of-aviary", found.token());
    assertEquals("http://127.0.0.1:42001", found.at(InstancePort.BUILDER_ADMIN));
    assertEquals(5004, found.port(InstancePort.FLAG));
  }

  @Test
  void theOffsetMovesEveryPortButTheOnesThatAreNamed() throws IOException {
    secrets("staging", "AVIARY_ADMIN_TOKEN=t");
    Files.writeString(
        root.resolve("staging.env"), "AVIARY_PORT_OFFSET=1000\nAVIARY_PUBLIC_PORT=80\n");
    InstanceAccess found = find(Map.of("AVIARY_INSTANCE", "staging", "AVIARY_FLAG_PORT", "7"));
    assertEquals(43_001, found.port(InstancePort.BUILDER_ADMIN));
    assertEquals(80, found.port(InstancePort.PUBLIC));
    assertEquals(7, found.port(InstancePort.FLAG));
  }

  @Test
  void portsThatNobodyNamesAreThoseThatItWasStartedWith() throws IOException {
    secrets("demo", "AVIARY_ADMIN_TOKEN=t");
    Files.writeString(
        root.resolve(".aviary/demo/ports.env"), "AVIARY_FLAG_PORT=8004\nAVIARY_REDIS_PORT=9379\n");
    assertEquals(8004, find(Map.of("AVIARY_INSTANCE", "demo")).port(InstancePort.FLAG));
    assertEquals(
        5104,
        find(Map.of("AVIARY_INSTANCE", "demo", "AVIARY_PORT_OFFSET", "100"))
            .port(InstancePort.FLAG));
  }

  @Test
  void anInstanceThatIsNotHereIsNotReached() {
    assertEquals(ExitStatus.NOT_REACHED, failure(Map.of("AVIARY_INSTANCE", "none")).status());
  }

  @Test
  void anInstanceElsewhereNeedsNoSecretsHere() {
    InstanceAccess found =
        find(Map.of("AVIARY_ADDRESS", "https://shop.example", "AVIARY_ADMIN_TOKEN", "given"));
    assertEquals(URI.create("https://shop.example"), found.address());
    assertEquals("given", found.token());
    assertEquals("https://shop.example:5003", found.at(InstancePort.MONITOR));
  }

  @Test
  void theTokenIsSentUnencryptedToThisMachineAlone() {
    assertEquals(
        ExitStatus.USAGE,
        failure(Map.of("AVIARY_ADDRESS", "http://shop.example", "AVIARY_ADMIN_TOKEN", "t"))
            .status());
    assertEquals(
        "localhost",
        find(Map.of("AVIARY_ADDRESS", "http://localhost", "AVIARY_ADMIN_TOKEN", "t"))
            .address()
            .getHost());
  }

  @Test
  void whatIsNoNameNoPortAndNoAddressIsAUsageError() throws IOException {
    secrets("aviary", "AVIARY_ADMIN_TOKEN=t");
    assertEquals(ExitStatus.USAGE, failure(Map.of("AVIARY_INSTANCE", "../x")).status());
    assertEquals(ExitStatus.USAGE, failure(Map.of("AVIARY_PORT_OFFSET", "much")).status());
    assertEquals(ExitStatus.USAGE, failure(Map.of("AVIARY_FLAG_PORT", "65536")).status());
    assertEquals(ExitStatus.USAGE, failure(Map.of("AVIARY_ADDRESS", "shop example")).status());
    Files.writeString(root.resolve("aviary.env"), "no key here\n");
    assertEquals(ExitStatus.USAGE, failure(Map.of()).status());
  }

  private InstanceAccess find(Map<String, String> environment) {
    return new InstanceLookup(environment, root).find();
  }

  private CommandFailure failure(Map<String, String> environment) {
    return assertThrows(CommandFailure.class, () -> find(environment));
  }

  private void secrets(String instance, String text) throws IOException {
    Path state = Files.createDirectories(root.resolve(".aviary").resolve(instance));
    Files.writeString(state.resolve("secrets.env"), text);
  }
}
