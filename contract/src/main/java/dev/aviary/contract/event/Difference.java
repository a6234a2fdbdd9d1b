package dev.aviary.contract.event;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * One place of a JSON document that was changed.
 *
 * @param pointer where (RFC 6901); empty or missing: the whole document
 * @param before JSON as text; null: there was nothing
 * @param after JSON as text; null: there is nothing any more
 */
@Serdeable
public record Difference(String pointer, @Nullable String before, @Nullable String after) {
  public Difference {
    pointer = pointer == null ? "" : pointer;
  }
}
