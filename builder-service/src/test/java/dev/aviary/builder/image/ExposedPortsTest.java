package dev.aviary.builder.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Steps are written as engine 20.10 tells them, by BuildKit and by the classic builder. */
final class ExposedPortsTest {
  @Test
  void theOnlyPortIsTaken() {
    assertEquals(9898, chosen(List.of(9898)));
    assertEquals(5000, chosen(List.of()));
    assertEquals(5000, ExposedPorts.chosen(null, List::of));
  }

  @Test
  void ofSeveralAUsualOneIsTaken() {
    assertEquals(8080, chosen(List.of(8080, 8443, 2019)));
    assertEquals(2019, chosen(List.of(9100, 2019)));
  }

  @Test
  void aDockerfilesOwnPortComesBeforeThatOfItsBase() {
    var both = List.of(80, 8080);
    assertEquals(
        8080,
        chosen(
            both,
            "LABEL a=b",
            "USER nginx",
            "EXPOSE map[8080/tcp:{}]",
            "RUN /bin/sh -c echo # buildkit",
            "/bin/sh -c #(nop)  EXPOSE 80"));
    assertEquals(
        8080,
        chosen(
            both,
            "/bin/sh -c #(nop)  EXPOSE 8080",
            "/bin/sh -c #(nop)  CMD [\"a\"]",
            "/bin/sh -c #(nop)  EXPOSE 80/tcp"));
    assertEquals(
        9898, chosen(List.of(80, 9898), "EXPOSE map[9898/tcp:{}]", "CMD [\"a\"]", "EXPOSE 80"));
  }

  @Test
  void linesOfExposeThatFollowEachOtherCountAlike() {
    assertEquals(80, chosen(List.of(80, 9000), "EXPOSE map[9000/tcp:{}]", "EXPOSE map[80/tcp:{}]"));
  }

  @Test
  void thePortOfTlsIsTakenOnlyWhenItIsAlone() {
    assertEquals(
        80, chosen(List.of(80, 443), "EXPOSE map[443/tcp:{}]", "CMD [\"a\"]", "EXPOSE 80"));
    assertEquals(443, chosen(List.of(443), "EXPOSE map[443/tcp:{}]"));
  }

  @Test
  void whatACommandPrintsIsNoStep() {
    assertEquals(
        80, chosen(List.of(80, 8080), "RUN /bin/sh -c echo EXPOSE 8080", "EXPOSE map[80/tcp:{}]"));
  }

  private static int chosen(List<Integer> ports, String... steps) {
    ExposedPort[] exposed = ports.stream().map(ExposedPort::tcp).toArray(ExposedPort[]::new);
    return ExposedPorts.chosen(
        new ContainerConfig()
            .withExposedPorts(new com.github.dockerjava.api.model.ExposedPorts(exposed)),
        () -> Stream.of(steps).toList());
  }
}
