package dev.aviary.contract.redis;

import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The wire form of records: JSON, unknown fields ignored, absent fields null. */
@Singleton
public final class Wire {
  private final ObjectMapper mapper;
  private final DamagedRecords damaged;

  Wire(ObjectMapper mapper, DamagedRecords damaged) {
    this.mapper = mapper;
    this.damaged = damaged;
  }

  /** The wire form outside of an application context. */
  public static Wire standalone() {
    return new Wire(ObjectMapper.getDefault(), new DamagedRecords());
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

  /**
   * Reads one record of a list: one that is damaged is left out and reported, and takes none of the
   * others with it.
   *
   * @param key of the list, or of the record itself
   * @param entry the record's place in the list; empty when it is the key's value
   * @param json null: the record has no such field
   */
  public <T> Optional<T> readable(String key, String entry, @Nullable String json, Class<T> type) {
    try {
      return Optional.of(read(json == null ? "" : json, type));
    } catch (DamagedException e) {
      damaged.add(key, entry, e);
      return Optional.empty();
    }
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
