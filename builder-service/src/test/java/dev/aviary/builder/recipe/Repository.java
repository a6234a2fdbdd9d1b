package dev.aviary.builder.recipe;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.micronaut.serde.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A repository as a list of files, and what is made of it. */
final class Repository {
  static final Base PYTHON = new Base(Base.PYTHON, "app", "/app");

  private final Map<String, String> files = new HashMap<>();
  private final List<String> log = new ArrayList<>();
  private @Nullable String command;
  private @Nullable Base base;
  private boolean buildKit;

  static Repository of(String... names) {
    var repository = new Repository();
    List.of(names).forEach(name -> repository.files.put(name, ""));
    return repository;
  }

  Repository file(String name, String text) {
    files.put(name, text);
    return this;
  }

  Repository command(String given) {
    command = given;
    return this;
  }

  Repository on(Base given) {
    base = given;
    return this;
  }

  Repository withBuildKit() {
    buildKit = true;
    return this;
  }

  SourceFiles files() {
    return new SourceFiles(files.keySet(), files, ObjectMapper.getDefault());
  }

  SourceRecipe recipe() {
    return SourceRecipe.of(
        files(),
        new SourceRecipe.Wanted(command, base, PYTHON, buildKit ? "t/shop" : null),
        log::add);
  }

  SourceRecipe.Made made() {
    return assertInstanceOf(SourceRecipe.Made.class, recipe());
  }

  String dockerfile() {
    return made().dockerfile();
  }

  /** Why nothing is made of it. */
  String refusal() {
    return assertInstanceOf(SourceRecipe.Unknown.class, recipe()).reason();
  }

  /** What the log says of it. */
  String said() {
    made();
    return String.join("\n", log);
  }

  /** What its container starts. */
  String start() {
    return dockerfile()
        .lines()
        .filter(line -> line.startsWith("CMD "))
        .map(line -> line.substring("CMD [\"/bin/sh\", \"-c\", \"".length(), line.length() - 2))
        .map(line -> line.replace("\\\"", "\""))
        .findFirst()
        .orElse("");
  }

  boolean says(String line) {
    return dockerfile().contains("\n" + line + "\n");
  }
}
