package dev.aviary.monitor.engine;

import com.github.dockerjava.api.exception.DockerException;
import dev.aviary.contract.loop.Reach;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What is known of the Docker engine by the calls that the monitor makes anyway. Whatever wants to
 * know reads it here, and waits for no answer of the engine.
 */
@Singleton
public final class EngineReaderContact {
  private static final int SERVER_FAILS = 500;

  private final Reach reach =
      new Reach(LoggerFactory.getLogger(EngineReaderContact.class), "the Docker engine");
  private final AtomicLong questions = new AtomicLong();
  private final Map<Long, Instant> unanswered = new ConcurrentHashMap<>();

  /**
   * Asks a question and takes note of whether an answer came.
   *
   * @throws RuntimeException what the question throws
   */
  public <T> T ask(Supplier<T> question) {
    long number = questions.incrementAndGet();
    unanswered.put(number, Instant.now());
    try {
      T answer = question.get();
      reach.held();
      return answer;
    } catch (DockerException refusal) {
      if (refusal.getHttpStatus() < SERVER_FAILS) {
        reach.held();
      } else {
        reach.lost(refusal);
      }
      throw refusal;
    } catch (RuntimeException away) {
      reach.lost(away);
      throw away;
    } finally {
      unanswered.remove(number);
    }
  }

  public boolean reached() {
    return reach.standing().reached();
  }

  public Reach.Standing standing() {
    return reach.standing();
  }

  /** When the oldest question was asked that waits for its answer; null: none does. */
  public @Nullable Instant waitsSince() {
    return unanswered.values().stream().min(Instant::compareTo).orElse(null);
  }
}
