package dev.aviary.flag.api;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.JsonException;
import dev.aviary.flag.json.JsonReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what was sent. */
final class JsonBody {
  private JsonBody() {}

  static ObjectNode object(byte @Nullable [] body) {
    if (json(body) instanceof ObjectNode object) {
      return object;
    }
    throw WrongException.unreadable("", "send a JSON object");
  }

  /** An empty object when nothing was sent. */
  static ObjectNode objectOrEmpty(byte @Nullable [] body) {
    return body == null || body.length == 0 ? ObjectNode.EMPTY : object(body);
  }

  private static Json json(byte @Nullable [] body) {
    try {
      byte[] bytes = body == null ? new byte[0] : body;
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return JsonReader.parse(text);
    } catch (JsonException e) {
      throw WrongException.unreadable(e.pointer(), e.detail());
    } catch (CharacterCodingException e) {
      throw WrongException.unreadable("", "it is not UTF-8");
    }
  }
}
