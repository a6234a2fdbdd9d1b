package dev.aviary.contract.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.api.sync.RedisCommands;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the answers to this process's commands say of Redis. Stands before the commands themselves:
 * Lettuce's own listener of commands hears nothing of those that timed out.
 */
final class CommandWatch {
  /** After so many commands in a row that timed out Redis hangs. */
  static final int UNANSWERED = 2;

  private final AtomicInteger unanswered = new AtomicInteger();
  private final List<Runnable> refusals = new CopyOnWriteArrayList<>();

  /** Is called when Redis refuses a write and still answers reads. */
  void onRefusal(Runnable listener) {
    refusals.add(listener);
  }

  /** Whether Redis takes commands and answers none: a stopped process, a blocked disk. */
  boolean hangs() {
    return unanswered.get() >= UNANSWERED;
  }

  /** Redis answered, whatever it said. */
  void answered() {
    if (unanswered.get() != 0) {
      unanswered.set(0);
    }
  }

  /** The same commands, watched. */
  @SuppressWarnings("unchecked") // the proxy has that interface and passes everything on
  RedisCommands<String, String> watched(RedisCommands<String, String> commands) {
    return (RedisCommands<String, String>)
        Proxy.newProxyInstance(
            CommandWatch.class.getClassLoader(),
            new Class<?>[] {RedisCommands.class},
            (_, method, arguments) -> call(commands, method, arguments));
  }

  private @Nullable Object call(
      RedisCommands<String, String> commands, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      Object answer = method.invoke(commands, arguments);
      answered();
      return answer;
    } catch (InvocationTargetException e) {
      throw failed(e.getTargetException());
    }
  }

  private Throwable failed(Throwable failure) {
    if (failure instanceof RedisCommandTimeoutException) {
      unanswered.incrementAndGet();
    } else if (failure instanceof RedisCommandExecutionException refused) {
      answered();
      if (RedisFailure.of(refused).stopsWrites()) {
        refusals.forEach(Runnable::run);
      }
    }
    return failure;
  }
}
