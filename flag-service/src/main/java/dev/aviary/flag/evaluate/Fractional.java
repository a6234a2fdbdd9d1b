package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * flagd's <a href="https://flagd.dev/reference/custom-operations/fractional-operation/">fractional
 * </a>, version 2: the same text always falls into the same share.
 */
final class Fractional {
  private Fractional() {}

  /**
   * @param operands the text to hash, which may be missing, and the shares
   */
  static Json of(Json[] operands, Pointer pointer, Scope scope) {
    boolean named = operands.length > 0 && operands[0] instanceof Text;
    String by = named && operands[0] instanceof Text text ? text.value() : null;
    List<Json> shares = Arrays.asList(operands).subList(named ? 1 : 0, operands.length);
    return of(by, Shares.of(shares), pointer, scope);
  }

  /**
   * @param by the text to hash; null: the flag's key and the targeting key
   */
  static Json of(@Nullable String by, Shares shares, Pointer pointer, Scope scope) {
    if (!scope.isContext() || !shares.isValid()) {
      return Json.NULL;
    }
    String key = by == null ? targetingKey(scope) : by;
    if (key == null) {
      return Json.NULL;
    }
    String before = by == null ? scope.flagKey : "";
    long hash = Murmur3.hash(before, key);
    long bucket = (hash * shares.total()) >>> 32;
    int share = shares.share(bucket);
    Json result = share < shares.count() ? shares.result(share) : Json.NULL;
    if (scope.run.explains()) {
      scope.run.tell(step(pointer, before + key, hash, bucket, shares, share));
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
      Pointer pointer, String input, long hash, long bucket, Shares shares, int share) {
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
        Brief.of(input),
        hash,
        shares.total(),
        bucket,
        result == null ? 0 : told.get(share).threshold(),
        result,
        told);
  }
}
