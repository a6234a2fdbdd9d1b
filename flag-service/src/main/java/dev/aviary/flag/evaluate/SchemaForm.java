package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.Definition;
import dev.aviary.flag.definition.FlagFile;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.ArrayNode;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A rule in the form that <a href="https://flagd.dev/schema/v0/targeting.json">flagd's schema</a>
 * takes and that gives the same: flagd evaluates more than its schema lets through.
 */
public final class SchemaForm {
  private SchemaForm() {}

  /**
   * A file as flagd reads it.
   *
   * @param extras whether Aviary's extras stand beside each definition; flagd's schema has none
   */
  public static ObjectNode of(FlagFile file, boolean extras) {
    ObjectNode json = file.json(extras);
    var evaluators = new LinkedHashMap<String, Json>(file.shared().evaluators().members());
    evaluators.replaceAll((_, rule) -> rule instanceof ObjectNode each ? of(each) : rule);
    var flags = new LinkedHashMap<String, Json>();
    if (json.get(FlagFile.FLAGS) instanceof ObjectNode(var members)) {
      members.forEach((key, flag) -> flags.put(key, targeting(flag)));
    }
    ObjectNode shared =
        evaluators.isEmpty()
            ? json
            : json.with(FlagSetDocument.EVALUATORS, new ObjectNode(evaluators));
    return shared.with(FlagFile.FLAGS, new ObjectNode(flags));
  }

  private static Json targeting(Json json) {
    if (json instanceof ObjectNode flag
        && flag.get(Definition.TARGETING) instanceof ObjectNode rule) {
      ObjectNode form = of(rule);
      return form.equals(rule) ? flag : flag.with(Definition.TARGETING, form);
    }
    return json;
  }

  /** A rule of a flag, or a shared one; the same object where nothing differs. */
  public static ObjectNode of(ObjectNode rule) {
    Json form = rule(rule);
    return form instanceof ObjectNode object ? referring(object) : rule;
  }

  /** The schema has no reference where it wants a rule: {@code if} of one operand gives it. */
  private static ObjectNode referring(ObjectNode rule) {
    return rule.get(SchemaReview.REFERENCE) == null
        ? rule
        : ObjectNode.EMPTY.with("if", new ArrayNode(List.of(rule)));
  }

  private static Json rule(Json json) {
    return switch (json) {
      case ObjectNode object -> {
        var members = new LinkedHashMap<String, Json>();
        object.members().forEach((name, operands) -> members.put(name, operands(name, operands)));
        yield members.equals(object.members()) ? object : new ObjectNode(members);
      }
      case ArrayNode(List<Json> items) -> {
        List<Json> forms = items.stream().map(SchemaForm::rule).toList();
        yield forms.equals(items) ? json : new ArrayNode(forms);
      }
      default -> json;
    };
  }

  private static Json operands(String name, Json operands) {
    Json form = rule(operands);
    if (!(form instanceof ArrayNode(List<Json> items))) {
      return form;
    }
    return switch (name) {
      case "sem_ver" -> new ArrayNode(items.stream().map(SchemaForm::strict).toList());
      case "starts_with", "ends_with" ->
          new ArrayNode(items.stream().map(SchemaForm::own).toList());
      case "fractional" -> new ArrayNode(items.stream().map(SchemaForm::share).toList());
      default -> form;
    };
  }

  private static Json own(Json json) {
    return json instanceof ObjectNode rule ? referring(rule) : json;
  }

  private static Json share(Json json) {
    if (!(json instanceof ArrayNode(List<Json> parts)) || parts.size() != 2) {
      return own(json);
    }
    List<Json> share = new ArrayList<>(parts);
    boolean negative = parts.get(1) instanceof NumberNode number && number.value() < 0;
    share.set(1, negative ? NumberNode.of("0") : own(parts.get(1)));
    return new ArrayNode(share);
  }

  private static Json strict(Json json) {
    return isStrict(json)
        ? json
        : SemanticVersion.of(Coercion.text(json))
            .<Json>map(version -> new Text(version.toString()))
            .orElse(json);
  }

  /** Whether it is no version, or one that the schema takes. */
  static boolean isStrict(Json json) {
    return switch (json) {
      case Text(String text) -> SemanticVersion.isWhole(text);
      case NumberNode _ -> false;
      default -> true;
    };
  }
}
