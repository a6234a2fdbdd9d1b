package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.FractionalVersion;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * flagd's <a href="https://flagd.dev/reference/custom-operations/fractional-operation/">fractional
 * </a>: the same key always falls into the same share. The {@linkplain FractionalVersion version}
 * that counts is the flag's.
 */
final class Fractional {
  private Fractional() {}

  /** Whether a first operand is the key; a list is a share. */
  static boolean isKey(Json operand) {
    return !(operand instanceof ArrayNode);
  }

  /**
   * @param operands the key, which may be missing, and the shares
   */
  static Json of(Json[] operands, Pointer pointer, Scope scope) {
    boolean named = operands.length > 0 && isKey(operands[0]);
    List<Json> shares = Arrays.asList(operands).subList(named ? 1 : 0, operands.length);
    return of(named ? operands[0] : null, Shares.of(shares), pointer, scope);
  }

  /**
   * @param by the key; null: the flag's key and the targeting key
   */
  static Json of(@Nullable Json by, Shares shares, Pointer pointer, Scope scope) {
    if (!scope.isContext() || !shares.isValid()) {
      return Json.NULL;
    }
    HashInput input =
        switch (scope.fractional) {
          case V2 -> HashInput.ofText(by, scope);
          case V3 -> HashInput.ofAny(by, scope);
        };
    if (input == null) {
      return Json.NULL;
    }
    long hash = input.hash();
    long bucket = (hash * shares.total()) >>> 32;
    int share = shares.share(bucket);
    Json result = share < shares.count() ? shares.result(share) : Json.NULL;
    if (scope.run.explains()) {
      scope.run.tell(step(pointer, input, hash, bucket, shares, share));
    }
    return result;
  }

  /** Null: there is none, or one that JavaScript takes for nothing. */
  static @Nullable String targetingKey(Scope scope) {
    Json key = scope.member(Context.TARGETING_KEY);
    return key instanceof Text text && !text.value().isEmpty()
        ? text.value()
        : key == null || !isSomething(key) ? null : Coercion.text(key);
  }

  private static boolean isSomething(Json key) {
    return key instanceof Json.ArrayNode || key instanceof Json.ObjectNode || Coercion.truth(key);
  }

  private static Step step(
      Pointer pointer, HashInput input, long hash, long bucket, Shares shares, int share) {
    List<Step.Share> told = new ArrayList<>();
    long before = 0;
    for (int i = 0; i < shares.count(); i++) {
      long threshold = shares.threshold(i);
      told.add(new Step.Share(Brief.of(shares.result(i)), threshold - before, threshold));
      before = threshold;
    }
    Json result = share < told.size() ? told.get(share).result() : null;
    return new Step.Bucketing(
        pointer,
        input.told(),
        input.cbor(),
        hash,
        shares.total(),
        bucket,
        result == null ? 0 : told.get(share).threshold(),
        result,
        told);
  }
}
