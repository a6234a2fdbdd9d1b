package dev.aviary.benchmark.proxy;

import dev.aviary.system.stack.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The JVM's cache of a service, made as that of its image is. */
public final class AotCache {
  private AotCache() {}

  /**
   * The cache, made once for each jar.
   *
   * @param service whose jar is built; {@code balancer-service} or {@code flag-service}
   */
  public static Path of(Path root, String service) {
    Path folder = root.resolve(service).resolve("target");
    Path jar = folder.resolve(service + ".jar");
    Path made = folder.resolve(service + ".aot");
    if (Files.exists(made) && made.toFile().lastModified() > jar.toFile().lastModified()) {
      return made;
    }
    String path =
        BalancerLaunch.java().getParent() + ":" + Objects.requireNonNull(System.getenv("PATH"));
    Shell.run(
        folder,
        Map.of("PATH", path),
        root.resolve("deploy/images/service/train").toString(),
        service,
        jar.toString(),
        made.toString());
    return made;
  }
}
