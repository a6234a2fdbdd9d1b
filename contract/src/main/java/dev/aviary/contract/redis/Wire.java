package dev.aviary.contract.redis;

import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The wire form of records: JSON, unknown fields ignored, absent fields null. */
@Singleton
public final class Wire {
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
