package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.Documents;
import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagFile;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.store.FlagKey;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Evaluations of flags given as JSON in single quotes, in one line of text. */
final class Evaluations {
  static final long NOW = 1_764_000_000_123L;

  private Evaluations() {}

  static Ruleset rules(String flags) {
    FlagFile file = Documents.file("{'flags':" + flags + "}");
    return Ruleset.of(1, file.flags(), file.shared());
  }

  static Context context(String json) {
    return Context.of((ObjectNode) Documents.json(json));
  }

  /** What the compiler finds wrong, and what flags want of each other. */
  static List<Fault> faults(FlagFile file) {
    Ruleset rules = Ruleset.of(1, file.flags(), file.shared());
    var faults = new TreeSet<>(new Evaluators(file.shared().evaluators()).faults());
    rules
        .keys()
        .forEach(key ->
            faults.addAll(new Review(rules.faults(key), List.of()).at(Rules.place(key)).faults()));
    faults.addAll(Rules.references(file.flags(), Set.of()));
    return List.copyOf(faults);
  }

  static String of(Ruleset rules, String key, String context, long now) {
    return told(rules.evaluate(new FlagKey(key), context(context), now));
  }

  /** What a rule gives: its result in place of a variant, {@code default}, or the error's code. */
  static String result(String rule, String context) {
    FlagFile file =
        Documents.file(
            "{'flags':{'flag':{'state':'ENABLED','variants':{'x':1},'defaultVariant':'x','targeting':"
                + rule
                + "}}}");
    Ruleset rules = Ruleset.of(1, file.flags(), file.shared());
    return switch (rules.evaluate(new FlagKey("flag"), context(context), NOW)) {
      case Evaluation.Resolved resolved when resolved.reason() == Reason.DEFAULT -> "default";
      case Evaluation.Resolved resolved -> String.valueOf(resolved.variant());
      case Evaluation.Failed failed when failed.details().startsWith("the rule gave '") ->
          failed.details().substring(15, failed.details().lastIndexOf('\''));
      case Evaluation.Failed failed -> failed.code().name();
    };
  }

  static String told(Evaluation evaluation) {
    return switch (evaluation) {
      case Evaluation.Resolved resolved ->
          resolved.reason() + " " + resolved.variant() + " " + resolved.value();
      case Evaluation.Failed failed -> failed.code().name();
    };
  }
}
