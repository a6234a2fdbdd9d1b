package dev.aviary.flag.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON within limits; a name twice in one object is refused like any other wrong JSON. */
public final class JsonReader {
  public static final JsonReader DEFAULT = new JsonReader(JsonLimits.DEFAULT);
  public static final JsonReader FILE = new JsonReader(JsonLimits.FILE);
  public static final JsonReader QUESTION = new JsonReader(JsonLimits.QUESTION);
  private static final int NUMBER = 100;

  /** So many different names of a text are kept once. */
  private static final int NAMES = 1_000;

  private final JsonLimits limits;
  private final JsonFactory factory;

  public JsonReader(JsonLimits limits) {
    this.limits = limits;
    this.factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Names come from anybody: the parser must not keep them after the text.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth())
                    .maxStringLength(limits.string())
                    .maxNameLength(limits.name())
                    .maxNumberLength(NUMBER)
                    .build())
            .build();
  }

  /** Reads within {@link JsonLimits#DEFAULT}. */
  public static Json parse(String text) throws JsonException {
    return DEFAULT.read(text);
  }

  public Json read(String text) throws JsonException {
    if (text.length() > limits.length()) {
      throw new JsonException(
          "", "it has %,d characters; %,d are the most".formatted(text.length(), limits.length()));
    }
    try (JsonParser parser = factory.createParser(text)) {
      try {
        if (parser.nextToken() == null) {
          throw new JsonException("", "there is nothing");
        }
        Json json = new Reading(parser, limits.values()).value();
        if (parser.nextToken() != null) {
          throw new JsonException("", "something follows the end of the JSON");
        }
        return json;
      } catch (JsonProcessingException e) {
        throw new JsonException(pointer(parser), detail(e));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pointer(JsonParser parser) {
    return parser.getParsingContext().pathAsPointer().toString();
  }

  private static String detail(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (e instanceof StreamConstraintsException || e.getLocation() == null) {
      return message;
    }
    return "%s (line %d, column %d)"
        .formatted(message, e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  /** One text being read, and how many values it may still have. */
  private static final class Reading {
    private final JsonParser parser;
    private final int most;
    private int left;

    /** Members of the objects that are being read, the innermost last. */
    private final List<String> names = new ArrayList<>();

    private final List<Json> values = new ArrayList<>();

    /** Names that were read, each once: flags have the same few. */
    private final Map<String, String> known = new HashMap<>();

    Reading(JsonParser parser, int most) {
      this.parser = parser;
      this.most = most;
      this.left = most;
    }

    Json value() throws IOException, JsonException {
      left--;
      if (left < 0) {
        throw new TooManyValuesException(pointer(parser), most);
      }
      return switch (parser.currentToken()) {
        case START_OBJECT -> {
          int first = values.size();
          while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = known(parser.currentName());
            parser.nextToken();
            Json value = value();
            names.add(name);
            values.add(value);
          }
          yield object(first);
        }
        case START_ARRAY -> {
          var items = new ArrayList<Json>();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
          }
          yield new Json.ArrayNode(items);
        }
        case VALUE_STRING -> new Json.Text(parser.getText());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Json.NumberNode.of(parser.getText());
        case VALUE_TRUE -> Json.TRUE;
        case VALUE_FALSE -> Json.FALSE;
        default -> Json.NULL;
      };
    }

    private Json.ObjectNode object(int first) {
      List<String> ownNames = names.subList(first, names.size());
      List<Json> ownValues = values.subList(first, values.size());
      var object = new Json.ObjectNode(CompactMembers.of(ownNames, ownValues));
      ownNames.clear();
      ownValues.clear();
      return object;
    }

    private String known(String name) {
      String before = known.get(name);
      if (before == null && known.size() < NAMES) {
        known.put(name, name);
      }
      return before == null ? name : before;
    }
  }
}
