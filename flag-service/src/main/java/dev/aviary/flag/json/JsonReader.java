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
import java.util.LinkedHashMap;

/** Reads JSON within limits; a name twice in one object is refused like any other wrong JSON. */
public final class JsonReader {
  private static final JsonReader DEFAULT = new JsonReader(JsonLimits.DEFAULT);
  private static final int NUMBER = 100;

  private final JsonLimits limits;
  private final JsonFactory factory;

  public JsonReader(JsonLimits limits) {
    this.limits = limits;
    this.factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
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
        Json json = value(parser);
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

  private static Json value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var members = new LinkedHashMap<String, Json>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, value(parser));
        }
        yield new Json.ObjectNode(members);
      }
      case START_ARRAY -> {
        var items = new ArrayList<Json>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
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
}
