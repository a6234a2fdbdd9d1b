package dev.aviary.builder.deploy;

import dev.aviary.contract.deployment.Deployment;
import jakarta.inject.Singleton;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that builds print, a file each in a folder of its app. Redis has the beginning and the end of
 * it; a disk that refuses costs only this.
 */
@Singleton
public final class BuildOutputs {
  private static final Logger LOG = LoggerFactory.getLogger(BuildOutputs.class);

  private final OutputSettings settings;

  BuildOutputs(OutputSettings settings) {
    this.settings = settings;
  }

  /** Goes on with the file of a deployment, and makes place for it. */
  OutputFile open(Deployment deployment) {
    Path file = file(deployment);
    try {
      Files.createDirectories(file.getParent());
      makePlace();
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("folder", settings.folder())
          .addKeyValue("reason", e.getMessage())
          .log("Could not make room for the output of a build");
    }
    return new OutputFile(file, settings.fileBytes());
  }

  /** What was printed for a deployment so far, if it is still here. */
  Optional<Path> find(Deployment deployment) {
    return Optional.of(file(deployment)).filter(Files::isRegularFile);
  }

  /** Removes what builds of an app that goes have printed. */
  public void forget(String app) {
    try {
      FileUtils.delete(
          settings.folder().resolve(app).toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("app", app)
          .addKeyValue("reason", e.getMessage())
          .log("Could not remove the build output of an app");
    }
  }

  private Path file(Deployment deployment) {
    return settings.folder().resolve(deployment.app()).resolve(deployment.id() + ".log");
  }

  private void makePlace() throws IOException {
    long kept = settings.fileBytes();
    for (File file : newestFirst()) {
      kept += file.length();
      if (kept > settings.totalBytes()) {
        Files.deleteIfExists(file.toPath());
      }
    }
  }

  private List<File> newestFirst() throws IOException {
    try (Stream<Path> all = Files.walk(settings.folder(), 2)) {
      return all.filter(Files::isRegularFile)
          .map(Path::toFile)
          .sorted(Comparator.comparingLong(File::lastModified).reversed())
          .toList();
    }
  }
}
