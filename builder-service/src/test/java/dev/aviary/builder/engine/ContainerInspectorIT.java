package dev.aviary.builder.engine;

import static dev.aviary.contract.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.dockerjava.api.DockerClient;
import dev.aviary.builder.testing.RealEngine;
import dev.aviary.contract.app.Instance;
import dev.aviary.contract.app.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A look into containers, with the real engine. */
final class ContainerInspectorIT {
  private static final String LISTEN =
      "import socket, time; s = socket.create_server(('127.0.0.1', 5000)); time.sleep(600)";

  private final RealEngine engine = RealEngine.connect();
  private final Instance instance = new Instance(engine.instance());
  private final DockerClient docker = engine.docker();
  private final ContainerInspector inspector =
      new ContainerInspector(
          docker, instance, new ExecRunner(docker), new ContainerLog(docker, docker));

  @AfterEach
  void clear() {
    engine.close();
  }

  @Test
  void socketsAreSeenByAProgramOfTheImage() {
    String app = runs("app", "exec python3 -c \"" + LISTEN + "\"");
    eventually("it listens", () -> inspector.sockets(app).equals(inside()));
  }

  @Test
  void socketsOfAnImageWithoutProgramsAreSeenFromTheBuildersImage() {
    String app = runs("app", "rm -f /bin/cat /usr/bin/cat; exec python3 -c \"" + LISTEN + "\"");
    assertEquals(Optional.empty(), inspector.sockets(app));
    runs("builder", "sleep 600");
    eventually("it listens", () -> inspector.sockets(app).equals(inside()));
    assertEquals(
        2,
        docker
            .listContainersCmd()
            .withShowAll(true)
            .withLabelFilter(Labels.of(instance))
            .exec()
            .size());
  }

  @Test
  void aContainerThatIsGoneTellsNothing() {
    assertEquals(Optional.empty(), inspector.sockets("0".repeat(64)));
    assertEquals(ContainerFacts.NONE, inspector.facts("0".repeat(64)));
  }

  private static Optional<List<ListeningSocket>> inside() {
    return Optional.of(List.of(new ListeningSocket(5000, true)));
  }

  private String runs(String role, String command) {
    String id =
        docker
            .createContainerCmd("python-base")
            .withUser("0")
            .withEntrypoint("/bin/sh", "-c", command)
            .withLabels(Map.of(Labels.INSTANCE, instance.name(), Labels.ROLE, role))
            .exec()
            .getId();
    docker.startContainerCmd(id).exec();
    return id;
  }
}
