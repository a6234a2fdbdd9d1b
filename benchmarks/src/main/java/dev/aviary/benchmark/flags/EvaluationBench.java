package dev.aviary.benchmark.flags;

import dev.aviary.flag.evaluate.Context;
import dev.aviary.flag.evaluate.Evaluation;
import dev.aviary.flag.evaluate.Ruleset;
import dev.aviary.flag.store.FlagKey;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One evaluation of one flag, for one of many contexts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class EvaluationBench {
  private static final long NOW = 1_764_000_000_000L;

  @Param({"static", "targeting", "fractional"})
  public String flag = "static";

  private final Ruleset rules = Subject.rules();
  private final Context[] contexts = Subject.contexts();
  private FlagKey key = new FlagKey(flag);
  private int next;

  /** The key is made once: who asks over HTTP reads it from the request anyway. */
  @Setup
  public void setUp() {
    key = new FlagKey(flag);
  }

  /** What the evaluation gives, so that it cannot be left out. */
  @Benchmark
  public Evaluation evaluate() {
    next = (next + 1) & (Subject.CONTEXTS - 1);
    return rules.evaluate(key, contexts[next], NOW);
  }
}
