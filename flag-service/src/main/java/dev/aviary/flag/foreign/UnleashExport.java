package dev.aviary.flag.foreign;

import dev.aviary.flag.foreign.Logic.Share;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.json.Json.NumberNode;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.json.Json.Text;
import dev.aviary.flag.json.Pointer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Unleash's export of one environment ({@code POST /api/admin/features-batch/export}), or what its
 * client API gives ({@code GET /api/client/features}), which alone has the constraints of segments.
 */
final class UnleashExport {
  private static final String ON = "on";
  private static final String OFF = "off";

  private final Translator translator;

  UnleashExport(Translator translator) {
    this.translator = translator;
  }

  void translate(Json json) throws Untranslatable {
    FileObject file = FileObject.of(json, Pointer.ROOT);
    if (file.find("features").isEmpty()) {
      throw new Untranslatable(
          Pointer.ROOT, "it has no features: export them, or take what /api/client/features gives");
    }
    Map<String, FileObject> segments = new HashMap<>();
    for (FileObject segment : file.parts("segments")) {
      segments.put(segment.scalar("id"), segment);
    }
    Map<String, FileObject> environments = environments(file);
    Map<String, List<FileObject>> strategies = new HashMap<>();
    for (FileObject strategy : file.parts("featureStrategies")) {
      strategies
          .computeIfAbsent(strategy.needed("featureName"), _ -> new ArrayList<>())
          .add(strategy);
    }
    for (FileObject feature : file.parts("features")) {
      String name = feature.needed("name");
      List<FileObject> own = strategies.getOrDefault(name, feature.parts("strategies"));
      FileObject environment = environments.getOrDefault(name, feature);
      translator.add(
          name, feature.place(), flag -> definition(feature, environment, own, segments, flag));
    }
  }

  private static Map<String, FileObject> environments(FileObject file) throws Untranslatable {
    Map<String, FileObject> environments = new HashMap<>();
    for (FileObject each : file.parts("featureEnvironments")) {
      String feature =
          each.text("featureName").isPresent() ? each.needed("featureName") : each.needed("name");
      if (environments.put(feature, each) != null) {
        throw new Untranslatable(
            each.place(), "export one environment: '%s' has two".formatted(feature));
      }
    }
    return environments;
  }

  private static ObjectNode definition(
      FileObject feature,
      FileObject environment,
      List<FileObject> strategies,
      Map<String, FileObject> segments,
      Translator.Flag flag)
      throws Untranslatable {
    for (FileObject part : List.of(feature, environment)) {
      if (!part.items("variants").isEmpty()) {
        throw new Untranslatable(
            part.to("variants"),
            "whether it is on and which variant it has are two questions there, one here");
      }
      if (!part.items("dependencies").isEmpty()) {
        throw new Untranslatable(
            part.to("dependencies"), "name what it depends on in aviary.prerequisites");
      }
    }
    flag.lost(feature, "this service reports nothing by flag", "impressionData");
    flag.lost(feature, "a flag belongs to the instance", "project");
    List<Json> conditions = new ArrayList<>();
    boolean disabled = false;
    for (FileObject strategy : strategies) {
      if (strategy.flag("disabled", false)) {
        flag.lost(strategy.place(), "the strategy is disabled");
        disabled = true;
      } else {
        conditions.add(UnleashStrategy.condition(strategy, segments, flag));
      }
    }
    boolean enabled = environment.flag("enabled", false);
    if (!enabled) {
      flag.changed(
          environment.to("enabled"),
          "the flag is DISABLED: a client gets its own default, and false there");
    }
    // Without any strategy it is on; with disabled ones alone it is off.
    boolean none = conditions.isEmpty() && !disabled;
    Json rule = none ? Logic.text(ON) : branch(Logic.any(conditions));
    return Translator.described(
        Translator.definition(enabled, Translator.BOOLEAN, Optional.empty(), rule),
        feature.text("description"));
  }

  private static Json branch(Json condition) {
    if (condition instanceof Json.Bool(boolean always)) {
      return Logic.text(always ? ON : OFF);
    }
    return Logic.branches(List.of(condition, Logic.text(ON)), Logic.text(OFF));
  }

  /** One way in which a flag is on. */
  private static final class UnleashStrategy {
    private UnleashStrategy() {}

    static Json condition(
        FileObject strategy, Map<String, FileObject> segments, Translator.Flag flag)
        throws Untranslatable {
      if (!strategy.items("variants").isEmpty()) {
        throw new Untranslatable(
            strategy.to("variants"), "variants of a strategy cannot be expressed");
      }
      List<Json> conditions = new ArrayList<>();
      for (FileObject constraint : strategy.parts("constraints")) {
        conditions.add(UnleashConstraint.condition(constraint, flag));
      }
      for (Json id : strategy.items("segments")) {
        FileObject segment =
            segments.get(id instanceof NumberNode number ? number.literal() : text(id));
        if (segment == null || segment.find("constraints").isEmpty()) {
          throw new Untranslatable(
              strategy.to("segments"),
              "the file has no constraints of segment %s; /api/client/features has them"
                  .formatted(id));
        }
        for (FileObject constraint : segment.parts("constraints")) {
          conditions.add(UnleashConstraint.condition(constraint, flag));
        }
      }
      Json own = own(strategy, flag);
      if (own.equals(Json.FALSE) || conditions.isEmpty()) {
        return own;
      }
      if (!own.equals(Json.TRUE)) {
        conditions.add(own);
      }
      return Logic.all(conditions);
    }

    private static String text(Json json) {
      return json instanceof Text(String text) ? text : json.toString();
    }

    private static Json own(FileObject strategy, Translator.Flag flag) throws Untranslatable {
      ObjectNode none = ObjectNode.EMPTY;
      FileObject parameters =
          strategy.part("parameters").orElse(new FileObject(none, strategy.to("parameters")));
      return switch (strategy.needed("name")) {
        case "default" -> Json.TRUE;
        case "userWithId" ->
            Logic.of(
                "in",
                Logic.word("targetingKey"),
                Logic.texts(
                    Arrays.stream(parameters.text("userIds").orElse("").split(",", -1))
                        .map(String::strip)
                        .filter(id -> !id.isEmpty())
                        .toList()));
        case "flexibleRollout" ->
            rollout(parameters, "rollout", parameters.text("stickiness").orElse("default"), flag);
        case "gradualRolloutUserId" -> rollout(parameters, "percentage", "userId", flag);
        case "gradualRolloutSessionId" -> rollout(parameters, "percentage", "sessionId", flag);
        case "gradualRolloutRandom" -> rollout(parameters, "percentage", "random", flag);
        default ->
            throw new Untranslatable(strategy.to("name"), "the strategy cannot be expressed");
      };
    }

    private static Json rollout(
        FileObject parameters, String name, String stickiness, Translator.Flag flag)
        throws Untranslatable {
      Pointer place = parameters.to(name);
      double percent;
      try {
        percent = Double.parseDouble(parameters.scalar(name));
      } catch (NumberFormatException e) {
        throw new Untranslatable(place, "is not a number");
      }
      if (percent <= 0) {
        return Json.FALSE;
      }
      List<Share> shares = List.of(new Share(ON, percent), new Share(OFF, 100 - percent));
      Json split =
          switch (stickiness) {
            case "random" -> {
              if (percent >= 100) {
                yield Json.TRUE;
              }
              throw new Untranslatable(place, "a share by chance cannot be expressed");
            }
            case "default" -> {
              if (percent >= 100) {
                yield Json.TRUE;
              }
              flag.changed(
                  place,
                  "without a user there the session counts, or chance; here nothing is given");
              yield Logic.split(shares, place);
            }
            case "userId" -> Logic.split(shares, place);
            default -> Logic.splitBy(UnleashConstraint.path(stickiness, place), shares, place);
          };
      if (split.equals(Json.TRUE)) {
        return split;
      }
      flag.changed(place, Translator.SPLIT);
      return Logic.of("==", split, Logic.text(ON));
    }
  }
}
