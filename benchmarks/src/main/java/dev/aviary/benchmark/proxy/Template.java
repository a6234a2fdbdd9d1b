package dev.aviary.benchmark.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Configuration files of the programs, made of resources with places like {@code @PORT@}. */
public final class Template {
  private final Path folder;
  private final Map<String, String> values;

  Template(Path folder, Map<String, String> values) {
    this.folder = folder;
    this.values = Map.copyOf(values);
  }

  Path folder() {
    return folder;
  }

  /** The same with further values. */
  Template with(Map<String, String> more) {
    var all = new HashMap<>(values);
    all.putAll(more);
    return new Template(folder, all);
  }

  /** Fills a resource in and writes it. */
  Path write(String resource, String name) {
    try (InputStream in =
        Objects.requireNonNull(Template.class.getResourceAsStream("/proxy/" + resource))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (var value : values.entrySet()) {
        text = text.replace("@" + value.getKey() + "@", value.getValue());
      }
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
