package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Pointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of an evaluation, in the order taken; each knows its place in the flag's document. */
public sealed interface Step {
  Pointer pointer();

  /**
   * A decision outside of the rule: state, kill switch, schedule, prerequisite, default.
   *
   * @param detail what was decided and why, for people
   */
  record Decision(Pointer pointer, String detail) implements Step {}

  /** An operator of the rule, and what it gave. */
  record Operation(Pointer pointer, String operator, Json result) implements Step {}

  /**
   * A hash that fell into one of several shares.
   *
   * @param hashInput what was hashed by MurmurHash3 x86 32 with seed 0: a text by its UTF-8 bytes,
   *     or JSON by its bytes in CBOR
   * @param cbor those bytes as hexadecimal digits; null: it was the text
   * @param hash the unsigned hash
   * @param total the sum of all weights
   * @param bucket {@code hash * total / 2^32}
   * @param threshold the bucket falls into the first share whose threshold is greater
   * @param result what that share gives
   */
  record Bucketing(
      Pointer pointer,
      String hashInput,
      @Nullable String cbor,
      long hash,
      double total,
      double bucket,
      double threshold,
      @Nullable Json result,
      List<Share> shares)
      implements Step {
    public Bucketing {
      shares = List.copyOf(shares);
    }
  }

  /**
   * A share of the buckets.
   *
   * @param threshold the first bucket after it
   */
  record Share(Json result, double weight, double threshold) {}
}
