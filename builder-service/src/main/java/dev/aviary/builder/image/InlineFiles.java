package dev.aviary.builder.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Image;
import dev.aviary.contract.app.Instance;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The files that stand inside a Dockerfile, as an image of nothing else: what they are copied from
 * is then no part of the build context, which other instructions copy as a whole. The image is
 * there while the build runs.
 */
@Singleton
final class InlineFiles {
  /** Where they lie in the context that the classic builder makes the image of. */
  private static final String FOLDER = "files/";

  private final DockerClient docker;
  private final String repository;

  InlineFiles(DockerClient docker, Instance instance) {
    this.docker = docker;
    this.repository = "aviary-" + instance.name() + "-inline";
  }

  /**
   * One of them.
   *
   * @param path in the image, without a slash at its beginning
   */
  record InlineFile(String path, boolean executable, String content) {}

  /** How the image of a release's build is called. */
  String name(String release) {
    return repository + ":" + release;
  }

  /**
   * Makes the image, which goes when this is closed. One build runs at a time: what else is there
   * is of a builder that was killed.
   *
   * @param files in the order of the Dockerfile; without any there is no image
   */
  Made make(String image, List<InlineFile> files) throws IOException, InterruptedException {
    if (files.isEmpty()) {
      return () -> {};
    }
    clear();
    docker
        .buildImageCmd(new ByteArrayInputStream(tar(files)))
        .withTags(Set.of(image))
        .withRemove(true)
        .withForcerm(true)
        .exec(new BuildImageResultCallback())
        // By itself the last wait tells an interrupt as a failure of the build.
        .awaitCompletion()
        .awaitImageId();
    return this::clear;
  }

  /** What was made. */
  interface Made extends AutoCloseable {
    @Override
    void close();
  }

  private void clear() {
    for (Image image : docker.listImagesCmd().withReferenceFilter(repository).exec()) {
      for (String tag : Objects.requireNonNullElse(image.getRepoTags(), new String[0])) {
        remove(tag);
      }
    }
  }

  private void remove(String tag) {
    try {
      docker.removeImageCmd(tag).withForce(true).exec();
    } catch (DockerException _) {
      // The next build that needs such an image removes it.
    }
  }

  /** Always the same bytes, so that the engine's cache knows them again. */
  private static byte[] tar(List<InlineFile> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
      put(tar, new InlineFile(Recipe.DOCKERFILE, false, "FROM scratch\nCOPY " + FOLDER + " /\n"));
      for (InlineFile file : files) {
        put(tar, new InlineFile(FOLDER + file.path(), file.executable(), file.content()));
      }
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, InlineFile file) throws IOException {
    byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
    var entry = new TarArchiveEntry(file.path());
    entry.setSize(content.length);
    entry.setMode(file.executable() ? 0755 : 0644);
    entry.setLastModifiedTime(FileTime.from(Instant.EPOCH));
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
