package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.Numerals;
import dev.aviary.flag.json.Pointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of an evaluation, in the order taken. Each names its place in the flag's document. */
public sealed interface ExplanationStep {
  Pointer pointer();

  /** The step for people and programs; {@code pointer} is its first member. */
  ObjectNode json();

  private static ObjectNode at(Pointer pointer) {
    return ObjectNode.EMPTY.with("pointer", new Text(pointer.text()));
  }

  /** JSON has no infinite numbers, which a division may give. */
  private static Json finite(Json json) {
    return json instanceof NumberNode number && !Double.isFinite(number.value())
        ? new Text(Numerals.of(number.value()))
        : json;
  }

  /**
   * A decision outside of the operators: state, kill switch, schedule, prerequisite, branch,
   * default.
   *
   * @param detail what was decided and why, for people
   */
  record Decision(Pointer pointer, String detail) implements ExplanationStep {
    @Override
    public ObjectNode json() {
      return at(pointer).with("detail", new Text(detail));
    }
  }

  /** An operator of the rule, and what it gave. */
  record Operation(Pointer pointer, String operator, Json result) implements ExplanationStep {
    @Override
    public ObjectNode json() {
      return at(pointer).with("operator", new Text(operator)).with("result", finite(result));
    }
  }

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
   * @param result what that share gives; null: the bucket is in no share
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
      implements ExplanationStep {
    public Bucketing {
      shares = List.copyOf(shares);
    }

    @Override
    public ObjectNode json() {
      ObjectNode input = at(pointer).with("hashInput", new Text(hashInput));
      ObjectNode json =
          (cbor == null ? input : input.with("cbor", new Text(cbor)))
              .with("hash", NumberNode.of((double) hash))
              .with("total", NumberNode.of(total))
              .with("bucket", NumberNode.of(bucket))
              .with("threshold", NumberNode.of(threshold));
      return (result == null ? json : json.with("result", finite(result)))
          .with("shares", new ArrayNode(shares.stream().<Json>map(Share::json).toList()));
    }
  }

  /**
   * A share of the buckets.
   *
   * @param threshold the first bucket after it
   */
  record Share(Json result, double weight, double threshold) {
    Share brief() {
      return new Share(Brief.of(result), weight, threshold);
    }

    private ObjectNode json() {
      return ObjectNode.EMPTY
          .with("result", finite(result))
          .with("weight", NumberNode.of(weight))
          .with("threshold", NumberNode.of(threshold));
    }
  }
}
