package dev.aviary.benchmark.restart;

import dev.aviary.benchmark.load.LoadTarget;
import dev.aviary.benchmark.load.VisitorCounts;
import dev.aviary.benchmark.load.VisitorCounts.Loss;
import dev.aviary.benchmark.load.VisitorLoad;
import dev.aviary.system.stack.Await;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs a case: visitors ask before, meanwhile and after. */
final class RestartLab {
  /** One request of so many has a connection of its own. */
  static final int NEW_EVERY = 10;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BEFORE = Duration.ofSeconds(2);
  private static final Duration AFTER = Duration.ofSeconds(2);

  /** For long exchanges to be under way. */
  private static final Duration BEGINNING = Duration.ofMillis(300);

  private final int perSecond;

  RestartLab(int perSecond) {
    this.perSecond = perSecond;
  }

  RestartRun run(RestartCase each) {
    try (RestartedProxy proxy = each.start().get()) {
      awaitAnswer(proxy.port());
      var over = new AtomicBoolean();
      var load =
          CompletableFuture.supplyAsync(
              () ->
                  new VisitorLoad(LoadTarget.of(proxy.port(), "/100"), perSecond, NEW_EVERY)
                      .runWhile(() -> !over.get()),
              task -> Thread.ofPlatform().start(task));
      pause(BEFORE);
      try (var _ = new BusyLoops(each.busyLoops())) {
        return switch (each.step()) {
          case RestartCase.Step.Graceful step -> gracefully(step, proxy, over, load);
          case RestartCase.Step.Kill _ -> killed(proxy, over, load);
        };
      } finally {
        over.set(true);
      }
    }
  }

  private static RestartRun gracefully(
      RestartCase.Step.Graceful step,
      RestartedProxy proxy,
      AtomicBoolean over,
      CompletableFuture<VisitorCounts> load) {
    try (var exchanges = new LongExchanges(proxy.port())) {
      pause(BEGINNING);
      long underWay = exchanges.underWay();
      step.act().accept(proxy);
      long whole = exchanges.whole();
      awaitAnswer(proxy.port());
      pause(AFTER);
      over.set(true);
      return counted(load.join(), Double.NaN, underWay, whole);
    }
  }

  private static RestartRun killed(
      RestartedProxy proxy, AtomicBoolean over, CompletableFuture<VisitorCounts> load) {
    long began = System.nanoTime();
    long dead = proxy.kill();
    awaitAnswer(proxy.port());
    pause(AFTER);
    over.set(true);
    VisitorCounts counts = load.join();
    long first = counts.firstAnswerAfter(dead).orElseThrow();
    return counted(counts, (first - began) / 1e6, 0, 0);
  }

  private static RestartRun counted(
      VisitorCounts counts, double firstAnswer, long underWay, long whole) {
    counts.words().forEach((why, count) -> System.out.println("lost " + count + ": " + why));
    return new RestartRun(
        counts.latencies().count(),
        counts.lost(Loss.REFUSED),
        counts.lost(Loss.BROKEN),
        counts.lost(Loss.DECLINED),
        counts.lost(Loss.LATE),
        counts.latencies().micros(1) / 1000,
        firstAnswer,
        underWay,
        whole);
  }

  private static void awaitAnswer(int port) {
    var address = URI.create("http://127.0.0.1:" + port + "/100");
    Await.until(
        "an answer on port " + port,
        PATIENCE,
        () -> {
          try {
            var asking = (HttpURLConnection) address.toURL().openConnection();
            asking.setReadTimeout((int) PATIENCE.toMillis());
            return asking.getResponseCode() == 200;
          } catch (IOException notYet) {
            return false;
          }
        });
  }

  private static void pause(Duration length) {
    try {
      Thread.sleep(length);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
