package dev.aviary.builder.trigger;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStore;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.loop.BackgroundLoop;
import dev.aviary.contract.loop.BackgroundLoops;
import dev.aviary.contract.redis.DamagedException;
import io.lettuce.core.RedisException;
import io.micronaut.http.HttpStatus;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calls that are answered once their deployment has ended. One loop looks for all of them, four
 * times a second while there are any, so that a call costs no thread. A call whose future is
 * cancelled is forgotten.
 */
@Singleton
final class WaitingCalls {
  /** How many calls may wait at once; one more is answered 503. */
  static final int MOST = 200;

  private static final Duration LOOK = Duration.ofMillis(250);

  /** The pause while no call waits: a new one ends it. */
  private static final Duration NONE = Duration.ofDays(1);

  private final DeploymentStore deployments;
  private final BackgroundLoop loop;
  private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();

  WaitingCalls(DeploymentStore deployments, BackgroundLoops loops) {
    this.deployments = deployments;
    this.loop = loops.make("waiting-calls", () -> waiting.isEmpty() ? NONE : LOOK, this::look);
  }

  /**
   * A call that waits.
   *
   * @param asked the deployment as it was when the call came
   * @param until when it is answered at the latest, by {@link System#nanoTime}
   */
  private record Call(Deployment asked, long until, CompletableFuture<Deployment> answer) {
    void answer(@Nullable Deployment now) {
      if (now == null || now.status().ended() || System.nanoTime() - until >= 0) {
        answer.complete(now == null ? asked : now);
      }
    }
  }

  @PostConstruct
  void start() {
    loop.start();
  }

  @PreDestroy
  void stop() {
    loop.close();
    waiting.forEach(call -> call.answer.complete(call.asked));
  }

  /**
   * The deployment when it has ended, when the time is over, or when its record is gone or cannot
   * be read.
   *
   * @throws ProblemException 503 when too many calls wait
   */
  CompletableFuture<Deployment> ended(Deployment asked, Duration most) {
    if (asked.status().ended()) {
      return CompletableFuture.completedFuture(asked);
    }
    if (waiting.size() >= MOST) {
      throw new ProblemException(
          HttpStatus.SERVICE_UNAVAILABLE,
          "%d calls wait for deployments already; %s goes on, ask again"
              .formatted(MOST, asked.id()));
    }
    var answer = new CompletableFuture<Deployment>();
    waiting.add(new Call(asked, System.nanoTime() + most.toNanos(), answer));
    loop.wake();
    return answer;
  }

  /** How many calls wait. */
  int size() {
    return waiting.size();
  }

  private void look() {
    waiting.removeIf(call -> call.answer.isDone());
    waiting.stream().collect(Collectors.groupingBy(call -> call.asked.id())).forEach(this::look);
  }

  private void look(String id, List<Call> calls) {
    try {
      Deployment now = deployments.find(id).orElse(null);
      calls.forEach(call -> call.answer(now));
    } catch (DamagedException unreadable) {
      calls.forEach(call -> call.answer(null));
    } catch (RedisException away) {
      // The call goes on waiting within its time; what it asked about is not lost.
      calls.forEach(call -> call.answer(call.asked));
    }
  }
}
