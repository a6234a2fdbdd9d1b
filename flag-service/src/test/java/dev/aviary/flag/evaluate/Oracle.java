package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** flagd's own evaluation: one process of node that answers cases line by line. */
final class Oracle implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;

  /**
   * @param folder where the package is installed
   */
  Oracle(Path folder) {
    try {
      this.process =
          new ProcessBuilder("node", "oracle.mjs")
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * What it gives.
   *
   * @param compiled with generated code, as it is used by default
   * @param interpreted without
   */
  record Answer(Json compiled, Json interpreted) {}

  /** Answers to all cases, in their order. */
  List<Answer> ask(List<String> cases) {
    Thread writer = Thread.startVirtualThread(() -> write(cases));
    List<Answer> all = cases.stream().map(_ -> next()).toList();
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return all;
  }

  private void write(List<String> cases) {
    try {
      var writer = process.outputWriter(StandardCharsets.UTF_8);
      for (String each : cases) {
        writer.write(each);
        writer.write('\n');
      }
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer next() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("the oracle ended; what it said stands above");
      }
      if (!(JsonReader.parse(line) instanceof ObjectNode answer)
          || !(answer.get("compiled") instanceof ObjectNode compiled)
          || !(answer.get("interpreted") instanceof ObjectNode interpreted)) {
        throw new IllegalStateException("the oracle said " + line);
      }
      return new Answer(compiled, interpreted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JsonException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
