package dev.aviary.flag.api;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonLimits;
import dev.aviary.flag.json.JsonReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what was sent. */
final class JsonBody {
  private JsonBody() {}

  static ObjectNode object(byte @Nullable [] body) {
    return object(json(bounded(body), JsonReader.DEFAULT));
  }

  /** A file of flags. */
  static ObjectNode file(byte @Nullable [] body) {
    return object(json(body, JsonReader.FILE));
  }

  /** What another product wrote, in whatever form. */
  static String text(byte @Nullable [] body) {
    return decoded(body);
  }

  /** What anybody may send to be evaluated; an empty object when nothing was sent. */
  static ObjectNode question(byte @Nullable [] body) {
    return body == null || body.length == 0
        ? ObjectNode.EMPTY
        : object(json(bounded(body), JsonReader.QUESTION));
  }

  private static ObjectNode object(Json json) {
    if (json instanceof ObjectNode object) {
      return object;
    }
    throw WrongException.unreadable("", "send a JSON object");
  }

  private static byte @Nullable [] bounded(byte @Nullable [] body) {
    if (body != null && body.length > JsonLimits.DEFAULT.length()) {
      throw BodyFilter.tooLarge(body.length);
    }
    return body;
  }

  private static Json json(byte @Nullable [] body, JsonReader reader) {
    try {
      return reader.read(decoded(body));
    } catch (JsonException e) {
      throw WrongException.unreadable(e.pointer(), e.detail());
    }
  }

  private static String decoded(byte @Nullable [] body) {
    byte[] bytes = body == null ? new byte[0] : body;
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw WrongException.unreadable("", "it is not UTF-8");
    }
  }
}
