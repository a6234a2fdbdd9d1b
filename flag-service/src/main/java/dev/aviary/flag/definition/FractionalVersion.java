package dev.aviary.flag.definition;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How flagd's {@code fractional} makes a hash of its key. flagd names no switch: which version a
 * provider has follows from its release. Here the metadata of a flag, or of the set of flags, says
 * it in the member {@value #MEMBER}, so that clients see it too.
 */
public enum FractionalVersion {
  /** Texts alone, by their UTF-8 bytes. */
  V2(2),

  /**
   * Values of any type, by their <a
   * href="https://github.com/open-feature/flagd/blob/main/docs/architecture-decisions/fractional-non-string-rand-units.md">
   * deterministic encoding in CBOR</a>; lists stay shares. A text falls into another bucket than by
   * version 2.
   */
  V3(3);

  public static final String MEMBER = "fractionalVersion";

  private final int number;

  FractionalVersion(int number) {
    this.number = number;
  }

  /**
   * @param metadata of a flag, which was checked; without the member it is version 2
   */
  public static FractionalVersion of(ObjectNode metadata) {
    return find(metadata.get(MEMBER)).orElse(V2);
  }

  static Optional<FractionalVersion> find(@Nullable Json json) {
    if (json instanceof NumberNode named) {
      for (FractionalVersion version : values()) {
        if (version.number == named.value()) {
          return Optional.of(version);
        }
      }
    }
    return Optional.empty();
  }
}
