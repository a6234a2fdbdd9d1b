package dev.aviary.contract.testing;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The description of a service's HTTP API (OpenAPI 3.0.1), read.
 *
 * @param root of the description
 */
public record DocumentedApi(JsonNode root, List<Operation> operations) {
  private static final String FILE = "/META-INF/swagger/openapi.json";
  private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");

  /**
   * @param path with its variables in braces
   * @param security the names of the schemes of which one is wanted; empty: none is
   * @param answers by status, or by a range of statuses as {@code 4XX}
   */
  public record Operation(
      String method, String path, Set<String> security, Map<String, Answer> answers) {

    String name() {
      return method + " " + path;
    }

    /** The place of what is described of a status: the status itself counts before its range. */
    public Optional<String> place(int status) {
      return Stream.of(Integer.toString(status), status / 100 + "XX")
          .filter(answers::containsKey)
          .findFirst();
    }

    /** A variable at the end may stand for several segments. */
    private boolean takes(String asked) {
      String literal = path.replaceAll("\\{(path|page|file)}$", "{+}");
      var pattern = new StringBuilder();
      int at = 0;
      var variables = VARIABLE.matcher(literal);
      while (variables.find()) {
        pattern.append(Pattern.quote(literal.substring(at, variables.start())));
        pattern.append(variables.group().equals("{+}") ? ".+" : "[^/]+");
        at = variables.end();
      }
      pattern.append(Pattern.quote(literal.substring(at)));
      return asked.matches(pattern + "/?");
    }

    private int literals() {
      return VARIABLE.matcher(path).replaceAll("").length();
    }
  }

  /**
   * @param shared the name under which it is described for several operations; empty: it is of this
   *     one alone
   * @param media types of its body; empty: it has none
   */
  public record Answer(String shared, Set<String> media) {}

  /** That of the service whose tests run. */
  public static DocumentedApi ofService() {
    try (InputStream file = DocumentedApi.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException("the service was built without a description of its API");
      }
      return of(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static DocumentedApi of(byte[] json) throws IOException {
    JsonNode root = JsonMapper.createDefault().readValue(json, JsonNode.class);
    var operations = new ArrayList<Operation>();
    for (var path : root.get("paths").entries()) {
      for (var method : path.getValue().entries()) {
        operations.add(operation(root, method.getKey(), path.getKey(), method.getValue()));
      }
    }
    return new DocumentedApi(root, List.copyOf(operations));
  }

  /** The operation that a request is for: the one that says most of the path literally. */
  public Optional<Operation> find(String method, String path) {
    return operations.stream()
        .filter(each -> each.method().equals(method) && each.takes(path))
        .max(Comparator.comparingInt(Operation::literals));
  }

  /** References to what the description does not hold. */
  Set<String> openReferences() {
    var open = new TreeSet<String>();
    addOpenReferences(root, open);
    return open;
  }

  /** Answers for which the compiler found no words, as it names them. */
  Set<String> unnamedAnswers() {
    var unnamed = new TreeSet<String>();
    for (var path : root.get("paths").entries()) {
      for (var method : path.getValue().entries()) {
        for (var answer : method.getValue().get("responses").entries()) {
          JsonNode words = answer.getValue().get("description");
          if (words != null && words.getStringValue().matches("\\w+ \\d{3} response")) {
            unnamed.add(method.getKey() + " " + path.getKey() + ": " + words.getStringValue());
          }
        }
      }
    }
    return unnamed;
  }

  private void addOpenReferences(JsonNode json, Set<String> open) {
    if (json.isArray()) {
      json.values().forEach(each -> addOpenReferences(each, open));
    } else if (json.isObject()) {
      json.entries().forEach(each -> addOpenReferences(each.getValue(), open));
      JsonNode reference = json.get("$ref");
      if (reference != null && !holds(reference.getStringValue())) {
        open.add(reference.getStringValue());
      }
    }
  }

  private boolean holds(String reference) {
    @Nullable JsonNode at = root;
    for (String name : reference.replace("#/", "").split("/", -1)) {
      at = at == null ? null : at.get(name);
    }
    return at != null;
  }

  private static Operation operation(JsonNode root, String method, String path, JsonNode json) {
    var security = new TreeSet<String>();
    for (JsonNode each : list(json.get("security"))) {
      each.entries().forEach(scheme -> security.add(scheme.getKey()));
    }
    var answers = new TreeMap<String, Answer>();
    for (var each : json.get("responses").entries()) {
      answers.put(each.getKey(), answer(root, each.getValue()));
    }
    return new Operation(method.toUpperCase(Locale.ROOT), path, security, Map.copyOf(answers));
  }

  private static Answer answer(JsonNode root, JsonNode json) {
    JsonNode reference = json.get("$ref");
    if (reference == null) {
      return new Answer("", media(json));
    }
    String name = reference.getStringValue().replaceFirst(".*/", "");
    JsonNode all = root.get("components").get("responses");
    JsonNode target = all == null ? null : all.get(name);
    if (target == null) {
      throw new IllegalStateException("there is no answer named " + name);
    }
    return new Answer(name, media(target));
  }

  private static Set<String> media(JsonNode answer) {
    var media = new TreeSet<String>();
    if (answer.get("content") != null) {
      answer.get("content").entries().forEach(each -> media.add(each.getKey()));
    }
    return media;
  }

  private static List<JsonNode> list(JsonNode array) {
    var all = new ArrayList<JsonNode>();
    if (array != null) {
      array.values().forEach(all::add);
    }
    return all;
  }
}
