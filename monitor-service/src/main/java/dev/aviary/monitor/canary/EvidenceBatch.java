package dev.aviary.monitor.canary;

import dev.aviary.monitor.evidence.Evidence;
import dev.aviary.monitor.evidence.EvidenceSecond;
import dev.aviary.monitor.evidence.StablePast;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The seconds that are judged and not yet on record: they become one entry. For one thread. */
final class EvidenceBatch {
  /** From the first second of an entry to its last one, at most. */
  private static final long SECONDS = 10;

  private final List<EvidenceSecond> seconds = new ArrayList<>();
  private String upTo = "";

  void add(ComparedSecond second) {
    seconds.add(second.evidence());
    upTo = second.upTo();
  }

  List<EvidenceSecond> seconds() {
    return List.copyOf(seconds);
  }

  boolean isEmpty() {
    return seconds.isEmpty();
  }

  /**
   * @param now in seconds since 1970
   */
  boolean isDue(long now) {
    return !seconds.isEmpty() && now - seconds.getFirst().second() >= SECONDS;
  }

  /**
   * All of it as one entry.
   *
   * @param canaryRequests up to now
   * @param past null unless this is the deployment's first entry
   */
  Evidence entry(long canaryRequests, @Nullable StablePast past) {
    return new Evidence(seconds, upTo, canaryRequests, past);
  }

  void clear() {
    seconds.clear();
  }
}
