package dev.aviary.monitor.swarm;

import dev.aviary.monitor.swarm.NodeReport.LogAnswer;
import dev.aviary.monitor.swarm.NodeReport.LogQuestion;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Answers what other nodes ask about the logs of this node's containers. */
@Singleton
final class LogAnswers {
  private final LogSource source;

  /** Empty while it is being read. */
  private final Map<LogQuestion, Optional<LogAnswer>> asked = new ConcurrentHashMap<>();

  LogAnswers(LogSource source) {
    this.source = source;
  }

  /** Begins what is new; what is asked no more is forgotten. */
  void take(Collection<LogQuestion> questions) {
    asked.keySet().retainAll(Set.copyOf(questions));
    questions.stream()
        .filter(each -> source.isHere(each.member()))
        .filter(each -> asked.putIfAbsent(each, Optional.empty()) == null)
        .forEach(each -> Thread.ofVirtual().name("log-answer").start(() -> read(each)));
  }

  List<LogAnswer> ready() {
    return asked.values().stream().map(each -> each.orElse(null)).filter(Objects::nonNull).toList();
  }

  private void read(LogQuestion question) {
    try {
      LogAnswer answer = source.answer(question);
      asked.replace(question, Optional.of(answer));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
