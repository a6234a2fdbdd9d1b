package dev.aviary.benchmark.flags;

import dev.aviary.system.stack.Shell;
import java.nio.file.Path;
import java.util.List;

/** OpenFeature's provider for browsers, told by events. */
final class WebClient {
  private WebClient() {}

  /**
   * Milliseconds from before each change of the flag until the client gives its new value.
   *
   * @param token which may change flags
   */
  static List<Double> delays(Path root, int port, String token, String flag, int changes) {
    return Shell.run(
            "env",
            "FLAG_SERVICE=http://127.0.0.1:" + port,
            "AVIARY_ADMIN_TOKEN=" + token,
            "node",
            root.resolve("flag-service/clients/delay.mjs").toString(),
            flag,
            Integer.toString(changes))
        .lines()
        .map(Double::valueOf)
        .toList();
  }
}
