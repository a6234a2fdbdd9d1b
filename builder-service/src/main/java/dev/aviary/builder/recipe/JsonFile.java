package dev.aviary.builder.recipe;

import io.micronaut.json.tree.JsonNode;
import java.io.IOException;

/** Files of a repository that are JSON. */
final class JsonFile {
  private JsonFile() {}

  /** A file of the repository that cannot be read. */
  static final class BrokenException extends RuntimeException {
    BrokenException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * @throws BrokenException when the file is not a JSON object, saying so
   */
  static JsonNode read(SourceFiles files, String name) {
    try {
      JsonNode json = files.json().readValue(files.text(name), JsonNode.class);
      if (json == null || !json.isObject()) {
        throw new IOException("it is not an object");
      }
      return json;
    } catch (IOException | RuntimeException e) {
      throw new BrokenException(name + " is not JSON: " + e.getMessage(), e);
    }
  }

  /** The text of a member; empty when it is no text. */
  static String at(JsonNode json, String... path) {
    JsonNode now = json;
    for (String name : path) {
      now = now.isObject() ? now.get(name) : null;
      if (now == null) {
        return "";
      }
    }
    return now.isString() ? now.getStringValue() : "";
  }
}
