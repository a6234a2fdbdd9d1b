package dev.aviary.contract.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lettuce.core.codec.StringCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextCodecTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "größe", "\u2028 鳥 🐦", "half a pair: \uD83D"})
  void writesTheBytesThatLettucesOwnCodecWrites(String text) {
    assertEquals(StringCodec.UTF8.encodeKey(text), TextCodec.UTF8.encodeKey(text));
    assertEquals(StringCodec.UTF8.encodeValue(text), TextCodec.UTF8.encodeValue(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "größe", "\u2028 鳥 🐦"})
  void readsWhatItWrites(String text) {
    assertEquals(text, TextCodec.UTF8.decodeKey(TextCodec.UTF8.encodeKey(text)));
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    assertEquals(text, TextCodec.UTF8.decodeValue(bytes));
  }
}
