package dev.aviary.builder.image;

import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.InternetProtocol;
import dev.aviary.contract.app.RunOptions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The port that an image says its program listens on. */
final class ExposedPorts {
  /** Of several, what speaks HTTP most likely. */
  private static final List<Integer> HTTP = List.of(80, 8080, 3000, 5000, 8000);

  private ExposedPorts() {}

  /**
   * The only TCP port; of several a usual one, else the lowest; of none {@link RunOptions#PORT}.
   */
  static int chosen(@Nullable ContainerConfig config) {
    ExposedPort[] exposed = config == null ? null : config.getExposedPorts();
    if (exposed == null) {
      return RunOptions.PORT;
    }
    List<Integer> ports =
        Stream.of(exposed)
            .filter(port -> port.getProtocol() == InternetProtocol.TCP)
            .map(ExposedPort::getPort)
            .sorted()
            .toList();
    return HTTP.stream()
        .filter(ports::contains)
        .findFirst()
        .orElseGet(() -> ports.isEmpty() ? RunOptions.PORT : ports.getFirst());
  }
}
