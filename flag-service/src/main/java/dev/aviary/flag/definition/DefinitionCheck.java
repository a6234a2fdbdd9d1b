package dev.aviary.flag.definition;

import dev.aviary.flag.json.Json;
import java.util.Optional;
import java.util.stream.Stream;

/** What flagd's schema wants of a definition. Rules are checked where they are compiled. */
final class DefinitionCheck {
  private static final double SAFE_INTEGER = 9_007_199_254_740_991.0;

  private DefinitionCheck() {}

  static void of(Members definition) {
    state(definition);
    Optional<Members> variants = definition.object(Definition.VARIANTS);
    if (variants.isEmpty() && !isWrong(definition, Definition.VARIANTS)) {
      definition.fault(Definition.VARIANTS, "is missing: name at least one value");
    }
    variants.ifPresent(DefinitionCheck::variants);
    String name = definition.text(Definition.DEFAULT_VARIANT);
    if (name != null
        && !name.isEmpty()
        && variants.isPresent()
        && variants.get().json().get(name) == null) {
      definition.fault(Definition.DEFAULT_VARIANT, "'" + name + "' is not one of the variants");
    }
    definition.object(Definition.TARGETING);
    definition.object(Definition.METADATA).ifPresent(DefinitionCheck::metadata);
  }

  private static boolean isWrong(Members definition, String name) {
    Json json = definition.json().get(name);
    return json != null && !(json instanceof Json.Null);
  }

  private static void state(Members definition) {
    String state = definition.text(Definition.STATE);
    boolean known =
        Stream.of(Definition.State.values()).anyMatch(value -> value.name().equals(state));
    if (!known && (state != null || !isWrong(definition, Definition.STATE))) {
      definition.fault(
          Definition.STATE,
          (state == null ? "is missing" : "'" + state + "' is unknown")
              + ": give ENABLED or DISABLED");
    }
  }

  private static void variants(Members variants) {
    if (variants.json().members().isEmpty()) {
      variants.faultHere("has no value: name at least one");
    }
    Json first = null;
    for (var variant : variants.json().members().entrySet()) {
      String name = variant.getKey();
      Json value = variant.getValue();
      if (name.isEmpty()) {
        variants.fault(name, "has no name");
      }
      if (value instanceof Json.Null || value instanceof Json.ArrayNode) {
        variants.fault(name, "is neither a boolean, a string, a number nor an object");
        continue;
      }
      first = first == null ? value : first;
      if (value.getClass() != first.getClass()) {
        variants.fault(name, "has another type than the first variant; a flag has one type");
      }
      if (value instanceof Json.NumberNode number && !(Math.abs(number.value()) <= SAFE_INTEGER)) {
        variants.fault(name, "is beyond 2^53-1, which no client reads without loss");
      }
    }
  }

  static void metadata(Members metadata) {
    metadata
        .json()
        .members()
        .forEach((name, value) -> {
          boolean scalar =
              switch (value) {
                case Json.Text _, Json.NumberNode _, Json.Bool _ -> true;
                default -> false;
              };
          if (!scalar) {
            metadata.fault(name, "is neither a string, a number nor a boolean");
          } else if (name.equals(FractionalVersion.MEMBER)
              && FractionalVersion.find(value).isEmpty()) {
            metadata.fault(name, "is not a version of fractional: give 2 or 3");
          }
        });
  }
}
