package dev.aviary.monitor.swarm;

import dev.aviary.monitor.swarm.NodeReport.LogAnswer;
import dev.aviary.monitor.swarm.NodeReport.LogQuestion;
import jakarta.inject.Singleton;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Asks the monitors of other nodes about the logs of their containers. */
@Singleton
public final class LogQuestions {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Map<LogQuestion, CompletableFuture<LogAnswer>> open = new ConcurrentHashMap<>();

  /**
   * Waits for the answer of the node on which the container is.
   *
   * @param member by which slots name the container
   * @throws SocketTimeoutException when none comes
   */
  public LogAnswer ask(String member) throws InterruptedException, SocketTimeoutException {
    var question = new LogQuestion(UUID.randomUUID().toString(), member);
    var answer = new CompletableFuture<LogAnswer>();
    open.put(question, answer);
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("no node has sent the log of " + member);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      open.remove(question);
    }
  }

  List<LogQuestion> open() {
    return List.copyOf(open.keySet());
  }

  void take(List<LogAnswer> answers) {
    Map<String, LogAnswer> byId =
        answers.stream().collect(Collectors.toMap(LogAnswer::id, each -> each, (one, _) -> one));
    open.forEach((question, future) -> {
      LogAnswer answer = byId.get(question.id());
      if (answer != null) {
        future.complete(answer);
      }
    });
  }
}
