package dev.aviary.flag.evaluate;

import dev.aviary.flag.definition.Fault;
import dev.aviary.flag.definition.FlagDocument;
import dev.aviary.flag.definition.FlagSetDocument;
import dev.aviary.flag.json.Json;
import dev.aviary.flag.store.FlagKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All flags of one revision, compiled. What it gives never changes; which plain keys are there is
 * remembered until the next moment at which time may change that, as every look at Redis asks for
 * all of them.
 */
public final class Ruleset {
  public static final Ruleset EMPTY = of(0, new TreeMap<>(), FlagSetDocument.EMPTY);

  private final long revision;
  private final SortedMap<FlagKey, FlagDocument> documents;
  private final SortedSet<FlagKey> keys;
  private final FlagSetDocument shared;
  private final Evaluators evaluators;
  private final Map<FlagKey, CompiledFlag> flags;
  private final ChangeTimes changeTimes;
  private volatile PlainKeys plain = new PlainKeys(0, 0);

  /** Which plain keys are there, as far as that was asked, from one moment up to another. */
  private record PlainKeys(long from, long until, Map<FlagKey, Boolean> on) {
    PlainKeys(long from, long until) {
      this(from, until, new ConcurrentHashMap<>());
    }

    boolean holds(long nowMillis) {
      return from <= nowMillis && nowMillis < until;
    }

    boolean computeIfAbsent(FlagKey key, Predicate<FlagKey> isTrue) {
      Boolean known = on.get(key);
      if (known == null) {
        known = isTrue.test(key);
        on.put(key, known);
      }
      return known;
    }
  }

  private Ruleset(
      long revision,
      SortedMap<FlagKey, FlagDocument> documents,
      FlagSetDocument shared,
      Evaluators evaluators,
      Map<FlagKey, CompiledFlag> flags,
      ChangeTimes changeTimes) {
    this.revision = revision;
    this.documents = documents;
    this.keys = Collections.unmodifiableSortedSet(new TreeSet<>(documents.keySet()));
    this.shared = shared;
    this.evaluators = evaluators;
    this.flags = flags;
    this.changeTimes = changeTimes;
  }

  /**
   * Compiles flags. A flag with a fault fails when it is evaluated, and no other flag does.
   *
   * @param shared the evaluators and the metadata of all flags
   */
  public static Ruleset of(
      long revision, SortedMap<FlagKey, FlagDocument> flags, FlagSetDocument shared) {
    return compiled(revision, flags, shared, new HashMap<>(), new Evaluators(shared.evaluators()));
  }

  /** Compiles the next revision: only flags that differ. One thread may call it at a time. */
  public Ruleset next(
      long revision, SortedMap<FlagKey, FlagDocument> flags, FlagSetDocument nextShared) {
    if (!nextShared.equals(shared)) {
      return of(revision, flags, nextShared);
    }
    var same = new HashMap<>(this.flags);
    same.keySet().removeIf(key -> !Objects.equals(documents.get(key), flags.get(key)));
    return compiled(revision, flags, shared, same, evaluators);
  }

  private static Ruleset compiled(
      long revision,
      SortedMap<FlagKey, FlagDocument> flags,
      FlagSetDocument shared,
      Map<FlagKey, CompiledFlag> compiled,
      Evaluators evaluators) {
    flags.forEach((key, document) ->
        compiled.computeIfAbsent(key, _ -> new CompiledFlag(key, document, shared, evaluators)));
    Set<Evaluators.Compiled> referred = Collections.newSetFromMap(new IdentityHashMap<>());
    compiled.values().forEach(flag -> referred.addAll(flag.referred()));
    Stream<ChangeTimes> own = compiled.values().stream().map(CompiledFlag::changeTimes);
    Stream<ChangeTimes> theirs = referred.stream().map(Evaluators.Compiled::changeTimes);
    return new Ruleset(
        revision,
        Collections.unmodifiableSortedMap(new TreeMap<>(flags)),
        shared,
        evaluators,
        compiled,
        ChangeTimes.of(Stream.concat(own, theirs).toList()));
  }

  /** The faults and warnings of a flag's rule; places in the flag. */
  public Review review(FlagKey key) {
    CompiledFlag flag = flags.get(key);
    FlagDocument document = documents.get(key);
    return flag == null || document == null
        ? Review.NONE
        : document
            .definition()
            .targeting()
            .map(rule ->
                Rules.review(rule, document.definition().variants(), evaluators, flag.faults()))
            .orElse(Review.NONE);
  }

  /** What the compiler found wrong with a flag's rule: it fails whenever it is evaluated. */
  List<Fault> faults(FlagKey key) {
    CompiledFlag flag = flags.get(key);
    return flag == null ? List.of() : flag.faults();
  }

  public long revision() {
    return revision;
  }

  public SortedSet<FlagKey> keys() {
    return keys;
  }

  public Optional<FlagDocument> document(FlagKey key) {
    return Optional.ofNullable(documents.get(key));
  }

  /** What the flag gives at that moment; never throws. */
  public Evaluation evaluate(FlagKey key, Context context, long nowMillis) {
    return evaluate(key, context, nowMillis, new Budget());
  }

  /**
   * The same, for one of the flags of a request.
   *
   * @param budget of all evaluations of the request; a flag fails when the budget is used up
   */
  public Evaluation evaluate(FlagKey key, Context context, long nowMillis, Budget budget) {
    CompiledFlag flag = flags.get(key);
    return flag == null
        ? missing(key)
        : flag.evaluate(new Run(this::find, context, nowMillis, budget, null));
  }

  /** The same, with the steps that led to it, up to 1,000. */
  public Explanation explain(FlagKey key, Context context, long nowMillis) {
    CompiledFlag flag = flags.get(key);
    if (flag == null) {
      return new Explanation(missing(key), List.of());
    }
    List<ExplanationStep> steps = new ArrayList<>();
    Run run = new Run(this::find, context, nowMillis, new Budget(), steps);
    return new Explanation(flag.evaluate(run), steps);
  }

  /** Whether the plain key is there: the flag gives {@code true} for an empty context. */
  public boolean on(FlagKey key, long nowMillis) {
    PlainKeys known = plain;
    if (!known.holds(nowMillis)) {
      known = new PlainKeys(lastBoundary(nowMillis), nextBoundary(nowMillis));
      plain = known;
    }
    return known.computeIfAbsent(key, each -> isTrue(each, nowMillis));
  }

  private boolean isTrue(FlagKey key, long nowMillis) {
    return evaluate(key, Context.EMPTY, nowMillis) instanceof Evaluation.Resolved resolved
        && Json.TRUE.equals(resolved.value());
  }

  /** The last moment at or before now at which time alone may have changed a result; 0: none. */
  public long lastBoundary(long nowMillis) {
    return changeTimes.last(nowMillis);
  }

  /** The next moment after now at which time alone may change a result; Long.MAX_VALUE: none. */
  public long nextBoundary(long nowMillis) {
    return changeTimes.next(nowMillis);
  }

  /** How long it is until {@link #nextBoundary}, and no more than that. */
  public Duration untilBoundary(long nowMillis, Duration most) {
    return Duration.ofMillis(Math.clamp(nextBoundary(nowMillis) - nowMillis, 0, most.toMillis()));
  }

  private Optional<CompiledFlag> find(FlagKey key) {
    return Optional.ofNullable(flags.get(key));
  }

  private Evaluation missing(FlagKey key) {
    return new Evaluation.Failed(
        key.text(), ErrorCode.FLAG_NOT_FOUND, "there is no flag '" + key + "'", shared.metadata());
  }
}
