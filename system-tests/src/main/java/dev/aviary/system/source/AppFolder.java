package dev.aviary.system.source;

import dev.aviary.system.stack.Shell;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;

/**
 * A folder of this repository that is an app, with {@value #EXPECTATION} beside the app's files:
 *
 * <pre>
 * settings  members of the app's settings, beside its repository and host
 * secrets   its secrets, by name
 * files     further files, by path: those that mean something to this repository too
 * answers   what the public door answers, by path: a text that the answer holds
 * told      how the reason begins when it does not go live, in one way of several
 * log       texts that the deployment's log holds
 * </pre>
 *
 * Where {@code answers} and {@code told} are both there, the engine decides which of them comes.
 *
 * @param path where its files lie in the source tree: copies that Maven makes have no links
 */
public record AppFolder(Path path, JsonNode expected) {
  private static final String EXPECTATION = "expect.json";

  /** All of them, by name. */
  public static List<AppFolder> all(Path folder) {
    try (var folders = Files.list(folder)) {
      return folders.sorted().map(AppFolder::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AppFolder of(Path path) {
    try {
      String text = Files.readString(path.resolve(EXPECTATION));
      return new AppFolder(
          path, Objects.requireNonNull(ObjectMapper.getDefault().readValue(text, JsonNode.class)));
    } catch (IOException e) {
      throw new UncheckedIOException("no expectation in " + path, e);
    }
  }

  public String name() {
    return path.getFileName().toString();
  }

  /** Lays its files out on the branches master and canary, links as links. */
  public Repository layOut(Path bare) {
    try {
      Path source = Files.createTempDirectory("app");
      Shell.run("cp", "-a", path + "/.", source.toString());
      Files.delete(source.resolve(EXPECTATION));
      for (var file : texts("files").entrySet()) {
        Files.writeString(source.resolve(file.getKey()), file.getValue());
      }
      return Repository.of(bare, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its settings as members of a JSON object. */
  public String settings() {
    JsonNode settings = expected.get("settings");
    try {
      String object =
          ObjectMapper.getDefault()
              .writeValueAsString(
                  settings == null ? JsonNode.createObjectNode(Map.of()) : settings);
      return object.substring(1, object.length() - 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Map<String, String> secrets() {
    return texts("secrets");
  }

  public Map<String, String> answers() {
    return texts("answers");
  }

  /** None: it goes live. */
  public List<String> told() {
    return list("told");
  }

  public List<String> log() {
    return list("log");
  }

  private List<String> list(String member) {
    JsonNode list = expected.get(member);
    return list == null
        ? List.of()
        : StreamSupport.stream(list.values().spliterator(), false)
            .map(JsonNode::getStringValue)
            .toList();
  }

  private Map<String, String> texts(String member) {
    var texts = new LinkedHashMap<String, String>();
    JsonNode object = expected.get(member);
    if (object != null) {
      object
          .entries()
          .forEach(entry -> texts.put(entry.getKey(), entry.getValue().getStringValue()));
    }
    return texts;
  }
}
