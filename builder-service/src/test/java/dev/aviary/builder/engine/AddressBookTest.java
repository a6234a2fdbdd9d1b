package dev.aviary.builder.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AddressBookTest {
  private static final Subnet SUBNET = Subnet.of(7);

  @TempDir Path folder;

  @Test
  void addressesAreGivenInTurnFrom16To239AndThenAgain() {
    AddressBook book = book();
    var given = new HashSet<String>();
    for (int n = 16; n <= 239; n++) {
      String address = book.give(SUBNET, Set.of());
      assertEquals("10.213.7." + n, address);
      given.add(address);
    }
    assertEquals(224, given.size());
    assertEquals("10.213.7.16", book.give(SUBNET, Set.of()));
  }

  @Test
  void anAddressThatWasFreedIsNotTheNextToBeGiven() {
    AddressBook book = book();
    String freed = book.give(SUBNET, Set.of());
    assertEquals("10.213.7.17", book.give(SUBNET, Set.of()));
    assertEquals("10.213.7.16", freed);
  }

  @Test
  void usedAddressesAreSkipped() {
    assertEquals("10.213.7.18", book().give(SUBNET, Set.of("10.213.7.16", "10.213.7.17")));
  }

  @Test
  void anotherBuilderGoesOnWhereTheLastOneStopped() {
    book().give(SUBNET, Set.of());
    assertEquals("10.213.7.17", book().give(SUBNET, Set.of()));
  }

  @Test
  void whenAllAreUsedItSaysSo() {
    Set<String> all =
        IntStream.rangeClosed(Subnet.FIRST, Subnet.LAST)
            .mapToObj(SUBNET::address)
            .collect(Collectors.toSet());
    assertThrows(IllegalStateException.class, () -> book().give(SUBNET, all));
  }

  @Test
  void aSubnetIsReadFromWhatDockerSays() {
    assertEquals(SUBNET, Subnet.parse("10.213.7.0/24"));
    assertEquals("10.213.7.1", SUBNET.gateway());
    assertEquals("10.213.7.240/28", SUBNET.dynamicRange());
    assertThrows(IllegalArgumentException.class, () -> Subnet.parse("172.17.0.0/16"));
  }

  @Test
  void whatDockerGivesOutByItselfIsNotGivenOutHere() {
    assertEquals(SUBNET, Subnet.parse("10.213.7.0/24", "10.213.7.240/28"));
    Subnet ofSwarm = Subnet.parse("10.213.7.0/24", "10.213.7.128/25");
    assertEquals(127, ofSwarm.last());
    assertEquals(Subnet.FIRST, AddressBook.next(ofSwarm, 127, Set.of()));
    assertEquals(Subnet.FIRST, AddressBook.next(ofSwarm, 200, Set.of()));
    assertThrows(
        IllegalArgumentException.class, () -> Subnet.parse("10.213.7.0/24", "10.213.7.0/28"));
  }

  private AddressBook book() {
    return new AddressBook(
        new EngineSettings(
            "unix:///none", Duration.ofSeconds(1), folder.resolve("addresses"), 5004, "", ""));
  }
}
