package dev.aviary.builder.image;

import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.InternetProtocol;
import dev.aviary.contract.app.RunOptions;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The port that an image says its program listens on. */
final class ExposedPorts {
  /** Of several, what speaks HTTP most likely. */
  private static final List<Integer> HTTP = List.of(80, 8080, 3000, 5000, 8000);

  private static final int HTTPS = 443;

  /** A step of the classic builder, or of BuildKit. */
  private static final Pattern EXPOSE =
      Pattern.compile("^(?:/bin/sh -c #\\(nop\\)\\s+)?EXPOSE\\s.*");

  private static final Pattern PORT = Pattern.compile("\\d{1,5}");

  private ExposedPorts() {}

  /**
   * The port that the last {@code EXPOSE} names, before those of the image that it is made from. Of
   * several a usual one, else the lowest, and 443 only alone; of none {@link RunOptions#PORT}.
   *
   * @param steps how the image was made, the newest step first, as the engine tells it; asked for
   *     only where there is a choice
   */
  static int chosen(@Nullable ContainerConfig config, Supplier<List<String>> steps) {
    ExposedPort[] exposed = config == null ? null : config.getExposedPorts();
    if (exposed == null) {
      return RunOptions.PORT;
    }
    List<Integer> all =
        Stream.of(exposed)
            .filter(port -> port.getProtocol() == InternetProtocol.TCP)
            .map(ExposedPort::getPort)
            .sorted()
            .toList();
    List<Integer> ports = all.size() > 1 ? own(all, steps.get()) : all;
    return HTTP.stream()
        .filter(ports::contains)
        .findFirst()
        .orElseGet(() -> ports.isEmpty() ? RunOptions.PORT : ports.getFirst());
  }

  /** Those that the last {@code EXPOSE} names, or all where it names none but 443. */
  private static List<Integer> own(List<Integer> all, List<String> steps) {
    Set<Integer> last = last(steps);
    List<Integer> own = all.stream().filter(port -> last.contains(port) && port != HTTPS).toList();
    return own.isEmpty() ? all : own;
  }

  /** What the last lines of EXPOSE name: of the numbers in a step some are no ports. */
  private static Set<Integer> last(List<String> steps) {
    return steps.stream()
        .dropWhile(step -> !EXPOSE.matcher(step).matches())
        .takeWhile(step -> EXPOSE.matcher(step).matches())
        .flatMap(step -> PORT.matcher(step).results())
        .map(MatchResult::group)
        .map(Integer::valueOf)
        .collect(Collectors.toSet());
  }
}
