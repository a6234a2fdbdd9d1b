package dev.aviary.flag.evaluate;

import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Pointer;
import java.util.List;

/** The shares of {@code fractional}, looked at as flagd's schema does. */
final class FractionalReview {
  private static final double MOST = Integer.MAX_VALUE;

  private final SchemaReview rules;

  FractionalReview(SchemaReview rules) {
    this.rules = rules;
  }

  void shares(List<Json> operands, Pointer place, boolean seesItem) {
    int first = 0;
    if (operands.getFirst() instanceof ObjectNode by) {
      rules.rule(by, place.to(0), seesItem);
      first = 1;
    }
    if (operands.size() == first) {
      rules.fault(place, "'fractional' has no share; write at least one, as [\"on\", 50]");
    }
    double total = 0;
    boolean known = true;
    for (int i = first; i < operands.size(); i++) {
      double weight = share(operands.get(i), place.to(i), seesItem);
      known &= !Double.isNaN(weight);
      total += weight;
    }
    if (known && (total <= 0 || total > MOST) && operands.size() > first) {
      rules.fault(
          place,
          "the weights are %.0f together: from 1 to %.0f give shares".formatted(total, MOST));
    }
  }

  /** The weight of the share; NaN: it is not known, or wrong. */
  private double share(Json json, Pointer place, boolean seesItem) {
    if (!(json instanceof ArrayNode(List<Json> parts)) || parts.isEmpty() || parts.size() > 2) {
      rules.fault(
          place,
          json instanceof ArrayNode
              ? "a share is a variant and its weight, as [\"on\", 50]"
              : "a share is a list, as [\"on\", 50]; what is hashed is a rule before the first");
      return Double.NaN;
    }
    if (parts.getFirst() instanceof ArrayNode) {
      rules.fault(place.to(0), "a list is not the name of a variant");
    } else {
      rules.rule(parts.getFirst(), place.to(0), seesItem);
    }
    return parts.size() < 2 ? 1 : weight(parts.get(1), place.to(1), seesItem);
  }

  private double weight(Json json, Pointer place, boolean seesItem) {
    if (json instanceof ObjectNode) {
      rules.rule(json, place, seesItem);
      return Double.NaN;
    }
    if (!(json instanceof NumberNode number) || number.value() != Math.rint(number.value())) {
      rules.fault(
          place, "%s is not a weight: write a whole number, or a rule".formatted(Brief.of(json)));
      return Double.NaN;
    }
    if (number.value() < 0) {
      rules.warn(place, "a negative weight counts as 0; an export has 0");
      return 0;
    }
    return number.value();
  }
}
