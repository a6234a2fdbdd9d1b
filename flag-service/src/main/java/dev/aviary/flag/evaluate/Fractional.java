package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.FractionalVersion;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.codec.digest.MurmurHash3;
import org.jspecify.annotations.Nullable;

/**
 * flagd's <a href="https://flagd.dev/reference/custom-operations/fractional-operation/">fractional
 * </a>: the same key always falls into the same share. The {@linkplain FractionalVersion version}
 * that counts is the flag's.
 */
final class Fractional {
  /** Most buckets, as many as flagd has. */
  private static final long MOST = Integer.MAX_VALUE;

  private Fractional() {}

  /** MurmurHash3 x86 32 with seed 0, unsigned. */
  static long hash(byte[] bytes) {
    return Integer.toUnsignedLong(MurmurHash3.hash32x86(bytes));
  }

  /** The same of a text's UTF-8 bytes. */
  static long hash(String text) {
    return hash(Cbor.utf8(text));
  }

  /**
   * The result of the share that the key falls into; null when a share is none, or no key is known.
   *
   * @param operands the key, which may be missing, and the shares
   */
  static Json of(List<Json> operands, Pointer pointer, Scope scope) {
    boolean named = !operands.isEmpty() && !(operands.getFirst() instanceof ArrayNode);
    List<ExplanationStep.Share> shares = shares(operands.subList(named ? 1 : 0, operands.size()));
    if (!scope.isContext() || shares == null) {
      return Json.NULL;
    }
    Json key = key(named ? operands.getFirst() : null, scope);
    if (key == null) {
      return Json.NULL;
    }
    boolean isText = scope.fractional == FractionalVersion.V2;
    byte[] bytes = isText ? Cbor.utf8(Coercion.text(key)) : Cbor.of(key);
    long hash = hash(bytes);
    long total = shares.isEmpty() ? 0 : (long) shares.getLast().threshold();
    long bucket = (hash * total) >>> 32;
    ExplanationStep.Share taken = taken(shares, bucket);
    if (scope.run.explains()) {
      scope.run.tell(
          new ExplanationStep.Bucketing(
              pointer,
              Brief.of(isText ? Coercion.text(key) : key.toString()),
              isText ? null : Brief.of(HexFormat.of().formatHex(bytes)),
              hash,
              total,
              bucket,
              taken == null ? 0 : taken.threshold(),
              taken == null ? null : Brief.of(taken.result()),
              shares.stream().map(ExplanationStep.Share::brief).toList()));
    }
    return taken == null ? Json.NULL : taken.result();
  }

  /** The first share whose threshold is greater than the bucket; null: none is. */
  private static ExplanationStep.@Nullable Share taken(
      List<ExplanationStep.Share> shares, long bucket) {
    for (ExplanationStep.Share share : shares) {
      if (bucket < share.threshold()) {
        return share;
      }
    }
    return null;
  }

  /**
   * What is hashed; null: there is no key that the version takes.
   *
   * @param given null: the key is made of the flag's key and the targeting key
   */
  private static @Nullable Json key(@Nullable Json given, Scope scope) {
    if (scope.fractional == FractionalVersion.V2) {
      String targetingKey = given == null ? targetingKey(scope) : null;
      return targetingKey != null
          ? new Text(scope.flagKey + targetingKey)
          : given instanceof Text ? given : null;
    }
    if (given == null) {
      return scope.member(Context.TARGETING_KEY) instanceof Text key
          ? new ArrayNode(List.of(new Text(scope.flagKey), key))
          : null;
    }
    return given instanceof Json.Null ? null : scope.weighed(given);
  }

  /** Null: there is none, or one that JavaScript takes for nothing. */
  static @Nullable String targetingKey(Scope scope) {
    Json key = scope.member(Context.TARGETING_KEY);
    boolean counts =
        key instanceof ArrayNode
            || key instanceof Json.ObjectNode
            || (key != null && Coercion.truth(key));
    return key != null && counts ? Coercion.text(key) : null;
  }

  /**
   * The shares, added up.
   *
   * @param operands lists of a result and a weight, which is 1 when it is missing
   * @return null: an operand is no such list, or there are too many buckets
   */
  private static @Nullable List<ExplanationStep.Share> shares(List<Json> operands) {
    List<ExplanationStep.Share> shares = new ArrayList<>();
    double total = 0;
    for (Json operand : operands) {
      if (!(operand instanceof ArrayNode(List<Json> share))
          || share.isEmpty()
          || share.size() > 2
          || share.getFirst() instanceof ArrayNode
          || share.getFirst() instanceof Json.ObjectNode) {
        return null;
      }
      double weight = share.size() < 2 ? 1 : weight(share.get(1));
      total += weight;
      if (!(total <= MOST)) {
        return null;
      }
      shares.add(new ExplanationStep.Share(share.getFirst(), weight, total));
    }
    return shares;
  }

  /** NaN: it is no whole number. A negative one counts as 0: a rule over the time may give it. */
  private static double weight(Json json) {
    return json instanceof NumberNode number
            && Double.isFinite(number.value())
            && number.value() == Math.rint(number.value())
        ? Math.max(0, number.value())
        : Double.NaN;
  }
}
