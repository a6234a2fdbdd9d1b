package dev.aviary.monitor.canary;

import static java.util.stream.Collectors.toSet;

import dev.aviary.contract.app.Member;
import dev.aviary.contract.app.Tolerance;
import dev.aviary.contract.judgement.CanaryVerdict;
import dev.aviary.contract.judgement.Judgement;
import dev.aviary.monitor.evidence.Evidence;
import dev.aviary.monitor.evidence.StablePast;
import dev.aviary.monitor.record.AlertAction;
import dev.aviary.monitor.record.Culprit;
import dev.aviary.monitor.sample.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One canary deployment that serves, and what is known of its visitors. For one thread. */
final class CanaryCase {
  /** How old a judgement on record becomes at most. */
  static final Duration REFRESH = Duration.ofSeconds(2);

  private final CanaryRecords files;
  private final @Nullable StablePast past;
  private final EvidenceBatch batch = new EvidenceBatch();
  private final ContainerWatch watch;
  private final VerdictNews news;
  private final CanaryInquiries inquiries;
  private @Nullable Culprit culprit;
  private Serving serving;
  private RuleRun rule;
  private @Nullable Judgement onRecord;
  private @Nullable AlertAction told;
  private @Nullable Instant sufferedAt;
  private @Nullable Instant containerBadAt;
  private boolean begun;
  private boolean recorded;
  private long requests;
  private String upTo;
  private Ruled ruled;

  private CanaryCase(
      CanaryRecords files,
      Serving serving,
      String after,
      @Nullable StablePast past,
      @Nullable Judgement onRecord,
      CanaryInquiries inquiries) {
    this.files = files;
    this.inquiries = inquiries;
    this.onRecord = onRecord;
    this.watch = new ContainerWatch(onRecord);
    this.news = new VerdictNews(onRecord == null ? null : onRecord.announced());
    this.serving = serving;
    this.past = past;
    this.upTo = after;
    this.rule = new RuleRun(serving.options().tolerance(), past);
    this.ruled = rule.ruled();
  }

  /**
   * Begins, or goes on with what a monitor before this one has counted.
   *
   * @param after where the deployment's traffic begins, if nothing is on record of it
   * @param past what is known of stable, if nothing is on record
   */
  static CanaryCase open(
      CanaryRecords files,
      Serving serving,
      String after,
      @Nullable StablePast past,
      CanaryInquiries inquiries) {
    List<Evidence> known = files.evidence(serving.deployment());
    StablePast then =
        known.isEmpty() || known.getFirst().past() == null ? past : known.getFirst().past();
    Judgement before = files.judgement(serving.deployment()).orElse(null);
    var opened = new CanaryCase(files, serving, after, then, before, inquiries);
    opened.recall(known);
    opened.told = files.told(serving.deployment());
    return opened;
  }

  private void recall(List<Evidence> known) {
    known.forEach(each -> each.seconds().forEach(rule::take));
    if (!known.isEmpty()) {
      begun = true;
      recorded = true;
      requests = known.getLast().canaryRequests();
      upTo = known.getLast().upTo();
    }
    ruled = rule.ruled();
  }

  Serving serving() {
    return serving;
  }

  /** What the rule says, and what the container does. */
  Ruled ruled() {
    return ruled;
  }

  /** The canary's container as it was last seen; null: it never was. */
  @Nullable Culprit culprit() {
    return culprit;
  }

  /**
   * Looks at the containers, and begins the probes and the reading of the log that are due.
   *
   * @param running those that run, by id
   */
  void look(Function<String, Optional<Container>> running, Instant now) {
    running
        .apply(serving.canary().container())
        .ifPresent(container -> {
          watch.sawCanary(container);
          culprit = container.app();
          inquiries.log().look(serving, container.startedAt(), now);
        });
    for (Member each : serving.stable()) {
      running
          .apply(each.container())
          .ifPresent(container -> watch.sawStable(each.deployment(), container));
    }
    watch.retainStable(serving.stable().stream().map(Member::deployment).collect(toSet()));
    if (sufferedAt == null) {
      // What was before this monitor is not known.
      sufferedAt = now;
    }
    inquiries.probes().ask(serving, now);
    watch.probed(inquiries.probes().health());
    watch.logged(inquiries.log().report());
  }

  /** The last entry of the traffic stream that is counted. */
  String upTo() {
    return upTo;
  }

  @Nullable AlertAction told() {
    return told;
  }

  void told(@Nullable AlertAction measure) {
    told = measure;
  }

  /** The visitors of both tracks were served badly at this moment. */
  void sufferedAt(Instant now) {
    sufferedAt = now;
  }

  /** Whether both tracks did not fare badly at the same time since then, as far as is known. */
  boolean quietSince(Instant then) {
    return sufferedAt != null && sufferedAt.isBefore(then);
  }

  /** What is set of the app counts at once: with another tolerance all is judged anew. */
  void follow(Serving now) {
    Tolerance before = serving.options().tolerance();
    serving = now;
    if (!before.equals(now.options().tolerance())) {
      rule = new RuleRun(now.options().tolerance(), past);
      files.evidence(now.deployment()).forEach(each -> each.seconds().forEach(rule::take));
      batch.seconds().forEach(rule::take);
      ruled = rule.ruled();
    }
  }

  /** Nothing counts before the canary's first request. */
  void take(List<ComparedSecond> seconds, Instant now) {
    var all = new ArrayList<>(seconds);
    String last = seconds.isEmpty() ? upTo : seconds.getLast().upTo();
    inquiries.answers(now, last).ifPresent(all::add);
    for (ComparedSecond second : all) {
      upTo = second.upTo();
      begun |= second.canary().attempts() > 0;
      if (begun) {
        requests += second.visitors();
        batch.add(second);
        rule.take(second.evidence());
      }
    }
    if (!watch.bad(now)) {
      containerBadAt = null;
    } else if (containerBadAt == null) {
      containerBadAt = now;
    }
    ruled = rule.ruled().and(watch.reasons(now), containerBadAt);
  }

  /**
   * Puts on record what changed, and what was there for a while.
   *
   * @throws io.lettuce.core.RedisException when Redis is away: all is written later
   */
  void record(Instant now) {
    Judgement before = onRecord;
    boolean changed = before == null || before.verdict() != ruled.verdict();
    boolean old = before == null || !now.isBefore(before.at().plus(REFRESH));
    boolean due = batch.isDue(now.getEpochSecond());
    boolean isNews = news.isDue(ruled.verdict(), now);
    if (!changed && !old && !due && !isNews) {
      return;
    }
    boolean flush = due || (changed && !batch.isEmpty());
    Judgement judgement = judgement(now, isNews ? ruled.verdict() : news.announced());
    if (!files.put(
        judgement, flush ? batch.entry(requests, recorded ? null : past) : null, isNews)) {
      return;
    }
    onRecord = judgement;
    if (isNews) {
      news.told(ruled.verdict());
    }
    if (flush) {
      recorded = true;
      batch.clear();
    }
  }

  boolean isBad() {
    return ruled.verdict() == CanaryVerdict.BAD;
  }

  private Judgement judgement(Instant now, @Nullable CanaryVerdict announced) {
    return new Judgement(
        serving.app(),
        serving.deployment(),
        serving.canary().release(),
        now,
        ruled.verdict(),
        ruled.reasons(),
        ruled.missing(),
        // What was told once is never taken back, also when some of the evidence was lost.
        onRecord == null ? requests : Math.max(requests, onRecord.canaryRequests()),
        ruled.comparison(),
        ruled.certainAt(),
        announced,
        watch.canaryStarts(),
        watch.stableStarts());
  }
}
