package dev.aviary.flag.ofrep;

import dev.aviary.flag.evaluate.Evaluation;
import dev.aviary.flag.usage.Usage;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/*
 * A client that is answered 304 goes on using the flags that it was given, so they count as used. What
 * it was given is known by its tag, and counted anew once a minute: usage is told to the minute. Of tags
 * that are not known (any more: after a start, or with very many clients) one a minute is evaluated, which
 * is enough to know that the flags are used.
 */

/**
 * What bulk evaluations gave, by their tags, so that a client that keeps it counts as a use of it.
 */
@Singleton
final class BulkAnswers {
  /** Weight of all tags: some 20 bytes each, so 4 MB. */
  static final int MOST = 200_000;

  /** What a tag weighs by itself; a result weighs 1, a failed one 2. */
  static final int TAG = 16;

  private static final long MINUTE = 60_000;

  private final ObjLongConsumer<Evaluation> count;

  /** The one that was asked for last comes last. */
  private final Map<String, Results> byTag = new LinkedHashMap<>(16, 0.75f, true);

  private String edition = "";
  private int size;
  private long lookedAt;

  @Inject
  BulkAnswers(Usage usage) {
    this(usage::count);
  }

  /**
   * @param count is told of each result and the moment of its use
   */
  BulkAnswers(ObjLongConsumer<Evaluation> count) {
    this.count = count;
  }

  /**
   * Counts what a client is given, and keeps it.
   *
   * @param results not to be changed any more; what failed is kept without its details, which hold
   *     what the client sent
   */
  synchronized void first(Edition from, String tag, List<Evaluation> results, long nowMillis) {
    begin(from);
    count(results, nowMillis);
    var kept = new Results(results, nowMillis / MINUTE);
    Results before = byTag.put(tag, kept);
    size += kept.weight - (before == null ? 0 : before.weight);
    for (Iterator<Results> each = byTag.values().iterator(); size > MOST && each.hasNext(); ) {
      size -= each.next().weight;
      each.remove();
    }
  }

  /**
   * Counts what a client was given and keeps.
   *
   * @return whether that is known; if not, it is to be evaluated and told to {@link #first}
   */
  synchronized boolean again(Edition from, String tag, long nowMillis) {
    begin(from);
    long minute = nowMillis / MINUTE;
    Results known = byTag.get(tag);
    if (known == null) {
      boolean looked = lookedAt == minute;
      lookedAt = minute;
      return looked;
    }
    if (known.minute != minute) {
      known.minute = minute;
      count(known.given, nowMillis);
    }
    return true;
  }

  /** No tag of another edition is asked for again. */
  private void begin(Edition from) {
    if (!from.tag().equals(edition)) {
      edition = from.tag();
      byTag.clear();
      size = 0;
    }
  }

  private void count(List<Evaluation> results, long nowMillis) {
    results.forEach(each -> count.accept(each, nowMillis));
  }

  private static Evaluation brief(Evaluation result) {
    return result instanceof Evaluation.Failed failed
        ? new Evaluation.Failed(failed.key(), failed.code(), "", failed.metadata())
        : result;
  }

  private static final class Results {
    private final List<Evaluation> given;
    private final int weight;
    private long minute;

    Results(List<Evaluation> results, long minute) {
      this.given = results.stream().map(BulkAnswers::brief).toList();
      int failed = (int) given.stream().filter(Evaluation.Failed.class::isInstance).count();
      this.weight = TAG + given.size() + failed;
      this.minute = minute;
    }
  }
}
