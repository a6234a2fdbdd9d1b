package dev.aviary.balancer.certificate;

import dev.aviary.contract.file.DataFile;
import dev.aviary.contract.seal.SealedException;
import dev.aviary.contract.seal.Sealing;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Texts in the balancer's volume that only a holder of the key can read: one file each. */
@Singleton
public final class SealedFiles {
  private static final Logger LOG = LoggerFactory.getLogger(SealedFiles.class);
  private static final String ENDING = ".sealed";

  private final Path directory;
  private final Sealing sealing;

  public SealedFiles(CertificateSettings settings) {
    this.directory = settings.directory();
    this.sealing = new Sealing(settings.key(), "AVIARY_CERTIFICATES_KEY");
  }

  /** The text under the name; nothing when there is none, or none that can be opened. */
  public Optional<String> read(String name) {
    try {
      return file(name).read().map(sealed -> open(name, sealed));
    } catch (IOException | SealedException e) {
      LOG.atError()
          .addKeyValue("file", file(name))
          .addKeyValue("reason", e.getMessage())
          .log("Ignored a sealed file that cannot be read");
      return Optional.empty();
    }
  }

  /** Keeps the text: after a crash of the machine it is whole, the old one or the new one. */
  public void write(String name, String text) {
    try {
      file(name).write(seal(name, text));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file(name) + ": " + e.getMessage(), e);
    }
  }

  public void delete(String name) {
    try {
      Files.deleteIfExists(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path(name) + ": " + e.getMessage(), e);
    }
  }

  /** The names of all. */
  public List<String> names() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    var names = new ArrayList<String>();
    try (Stream<Path> files = Files.list(directory)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(ENDING))
          .forEach(file -> names.add(file.substring(0, file.length() - ENDING.length())));
    } catch (IOException e) {
      LOG.atError()
          .addKeyValue("directory", directory)
          .addKeyValue("reason", e.getMessage())
          .log("Cannot list the certificates that are kept");
    }
    return names;
  }

  /** As it lies in a file, and in Redis. */
  String seal(String name, String text) {
    return sealing.seal(name, text);
  }

  /**
   * @throws SealedException when it was sealed with another key, or for another name
   */
  String open(String name, String sealed) {
    return sealing.open(name, "the certificate", sealed);
  }

  private DataFile file(String name) {
    return new DataFile(path(name));
  }

  private Path path(String name) {
    return directory.resolve(name + ENDING);
  }
}
