package dev.aviary.benchmark.load;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What became of the requests of many visitors. */
public final class VisitorCounts {
  /** How a request without a good answer ended. */
  public enum Loss {
    /** The connection was refused. */
    REFUSED,
    /** The connection ended or broke before the answer was whole. */
    BROKEN,
    /** Another status than 200. */
    DECLINED,
    /** No answer in time. */
    LATE
  }

  private final Map<Loss, Long> lost = new TreeMap<>();
  private final Map<String, Long> words = new TreeMap<>();
  private final Latencies latencies = new Latencies();
  private long[] asked = new long[4096];
  private long[] answered = new long[4096];

  void answered(long dueAt, long askedAt, long answeredAt) {
    int next = latencies.count();
    if (next == asked.length) {
      asked = Arrays.copyOf(asked, 2 * next);
      answered = Arrays.copyOf(answered, 2 * next);
    }
    asked[next] = askedAt;
    answered[next] = answeredAt;
    latencies.add(answeredAt - dueAt);
  }

  void lost(Loss loss, String why, long count) {
    if (count > 0) {
      lost.merge(loss, count, Long::sum);
      words.merge(why, count, Long::sum);
    }
  }

  /** Times from the moment at which a request was due to its answer. */
  public Latencies latencies() {
    return latencies;
  }

  public long lost(Loss loss) {
    return lost.getOrDefault(loss, 0L);
  }

  /** The lost ones by what happened. */
  public Map<String, Long> words() {
    return Map.copyOf(words);
  }

  /** The moment of the first answer to a request that was sent after this moment. */
  public OptionalLong firstAnswerAfter(long moment) {
    return IntStream.range(0, latencies.count())
        .filter(i -> asked[i] - moment > 0)
        .mapToLong(i -> answered[i])
        .min();
  }
}
