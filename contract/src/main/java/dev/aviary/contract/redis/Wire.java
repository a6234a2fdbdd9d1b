package dev.aviary.contract.redis;

import io.lettuce.core.StreamMessage;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wire form of records: JSON, unknown fields ignored, absent fields null. */
@Singleton
public final class Wire {
  private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

  private final ObjectMapper mapper;

  Wire(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** The wire form outside of an application context. */
  public static Wire standalone() {
    return new Wire(ObjectMapper.getDefault());
  }

  public String write(Object value) {
    try {
      return new String(mapper.writeValueAsBytes(value), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + value.getClass().getSimpleName(), e);
    }
  }

  /**
   * @throws DamagedException when the text is not a {@code type}
   */
  public <T> T read(String json, Class<T> type) {
    try {
      T value = mapper.readValue(json, type);
      if (value == null) {
        throw new IOException("null is no " + type.getSimpleName());
      }
      return value;
    } catch (IOException | RuntimeException e) {
      // Whatever a record's own code threw: the text is at fault, not the record.
      throw new DamagedException("not a " + type.getSimpleName() + ": " + reason(e), asIo(e));
    }
  }

  /**
   * An entry of a stream, one of many: nothing, and a word in the log, when it cannot be read.
   *
   * @param field that holds the text of the {@code type}
   */
  public <T> Optional<T> readEntry(
      String stream, StreamMessage<String, String> entry, String field, Class<T> type) {
    try {
      return Optional.of(read(entry.getBody().getOrDefault(field, ""), type));
    } catch (DamagedException e) {
      LOG.atWarn()
          .addKeyValue("key", stream)
          .addKeyValue("id", entry.getId())
          .addKeyValue("reason", e.getMessage())
          .log("Left out an entry that cannot be read");
      return Optional.empty();
    }
  }

  public <T> @Nullable T readIfPresent(@Nullable String json, Class<T> type) {
    return json == null ? null : read(json, type);
  }

  /** The mapper's own message says only where; a record's refusal is the innermost cause. */
  private static @Nullable String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }

  private static IOException asIo(Exception e) {
    return e instanceof IOException io ? io : new IOException(e);
  }
}
