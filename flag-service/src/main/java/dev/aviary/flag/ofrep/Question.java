package dev.aviary.flag.ofrep;

import dev.aviary.contract.http.ProblemException;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonLimits;
import dev.aviary.flag.json.JsonReader;
import dev.aviary.flag.json.TooManyValuesException;
import io.micronaut.http.HttpStatus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What a client sent to be evaluated. */
sealed interface Question {
  String CONTEXT = "context";
  String TARGETING_KEY = "targetingKey";

  /** A context; an empty one where the client sent none. */
  record Asked(ObjectNode context) implements Question {}

  /**
   * Something that cannot be evaluated.
   *
   * @param code in the words of the protocol
   */
  record Invalid(String code, String details) implements Question {}

  /**
   * @param body empty: there is none
   * @throws ProblemException when it is longer than anybody may send
   */
  static Question of(byte[] body) {
    if (body.length == 0) {
      return new Asked(ObjectNode.EMPTY);
    }
    if (body.length > JsonLimits.QUESTION.length()) {
      throw new ProblemException(
          HttpStatus.REQUEST_ENTITY_TOO_LARGE,
          "the body has %,d bytes; %,d are the most"
              .formatted(body.length, JsonLimits.QUESTION.length()));
    }
    try {
      return JsonReader.QUESTION.read(text(body)) instanceof ObjectNode object
          ? context(object)
          : new Invalid("PARSE_ERROR", "the body is not an object; send {\"context\": {...}}");
    } catch (TooManyValuesException e) {
      return new Invalid("INVALID_CONTEXT", "send a smaller context: " + e.detail());
    } catch (JsonException e) {
      String where = e.pointer().isEmpty() ? "" : " at " + e.pointer();
      return new Invalid("PARSE_ERROR", "the body is not JSON%s: %s".formatted(where, e.detail()));
    } catch (CharacterCodingException e) {
      return new Invalid("PARSE_ERROR", "the body is not UTF-8");
    }
  }

  private static Question context(ObjectNode body) {
    return switch (body.get(CONTEXT)) {
      case null -> new Asked(ObjectNode.EMPTY);
      case Json.Null _ -> new Asked(ObjectNode.EMPTY);
      case ObjectNode context -> targeted(context);
      default -> new Invalid("INVALID_CONTEXT", "the context is not an object");
    };
  }

  private static Question targeted(ObjectNode context) {
    return switch (context.get(TARGETING_KEY)) {
      case null -> new Asked(context);
      case Json.Text _ -> new Asked(context);
      case Json.Null _ -> new Asked(context.without(TARGETING_KEY));
      default -> new Invalid("INVALID_CONTEXT", "the targetingKey is not a text");
    };
  }

  private static String text(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }
}
