package dev.aviary.system.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A steady load of requests on the public port, each of which must be answered, and from a place
 * that is allowed. It is open: slow answers do not slow the requests down.
 */
public final class SteadyLoad implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration RETURN = Duration.ofSeconds(60);

  private final HttpClient client;
  private final HttpRequest request;
  private final long interval;
  private final Permits permits = new Permits();
  private final ConcurrentLinkedQueue<Served> served = new ConcurrentLinkedQueue<>();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong numbers = new AtomicLong();
  private final Phaser inFlight = new Phaser(1);
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Thread pacer;
  private volatile boolean stopped;
  private volatile boolean outage;

  public SteadyLoad(int port, String host, int perSecond, List<Place> allowed) {
    allowed.forEach(permits::allow);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    this.request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .timeout(PATIENCE)
            .header("Host", host)
            .header("Accept", "application/json")
            .build();
    this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
    this.pacer = Thread.ofPlatform().name("load").start(this::pace);
  }

  public SteadyLoad allow(Place place) {
    permits.allow(place);
    return this;
  }

  public SteadyLoad forbid(Place place) {
    permits.forbid(place);
    return this;
  }

  /** What this place answers may be a failure: it is there to fail. */
  public SteadyLoad excuse(Place place) {
    permits.excuse(place);
    return allow(place);
  }

  /**
   * The next requests, alone: the load waits until nothing is in flight, sends them at its rate,
   * and waits for their answers.
   */
  public List<Served> next(int count) {
    turn.lock();
    try {
      settle();
      long first = numbers.get();
      for (int i = 0; i < count; i++) {
        send();
        LockSupport.parkNanos(interval);
      }
      settle();
      return served.stream()
          .filter(each -> each.number() >= first && each.number() < first + count)
          .sorted(Comparator.comparingLong(Served::number))
          .toList();
    } finally {
      turn.unlock();
    }
  }

  /**
   * While this runs, and until the first answer after it, the public port itself is expected to be
   * away.
   */
  public void duringOutage(Runnable action) {
    outage = true;
    try {
      action.run();
      awaitAnswer(numbers.get());
    } finally {
      turn.lock();
      try {
        settle();
        outage = false;
      } finally {
        turn.unlock();
      }
    }
  }

  private void awaitAnswer(long first) {
    long deadline = System.nanoTime() + RETURN.toNanos();
    while (served.stream().noneMatch(each -> each.number() >= first && !each.failed())) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("nothing was answered for " + RETURN);
      }
      LockSupport.parkNanos(10 * interval);
    }
  }

  /** Every request so far that has ended. */
  public List<Served> served() {
    return List.copyOf(served);
  }

  public long answered() {
    return served.stream().filter(each -> !each.failed()).count();
  }

  /** Failures of places that are there to fail. */
  public long excused() {
    return served.stream().filter(Served::failed).filter(permits::excuses).count();
  }

  /** Throws with what went wrong, if anything did since the start. */
  public void verify() {
    List<Served> failed =
        served.stream().filter(Served::failed).filter(each -> !permits.excuses(each)).toList();
    List<Served> misplaced =
        served.stream()
            .filter(each -> !each.failed() || permits.excuses(each))
            .filter(each -> !permits.cover(each))
            .toList();
    if (!failed.isEmpty() || !misplaced.isEmpty()) {
      throw new AssertionError(
          "of %d requests %d failed, first %s; %d were answered from a wrong place, first %s"
              .formatted(
                  served.size(),
                  failed.size(),
                  failed.stream().findFirst(),
                  misplaced.size(),
                  misplaced.stream().findFirst()));
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      pacer.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    workers.close();
    client.close();
  }

  private void pace() {
    long due = System.nanoTime();
    while (!stopped) {
      turn.lock();
      try {
        send();
      } finally {
        turn.unlock();
      }
      due = Math.max(due + interval, System.nanoTime() - Duration.ofSeconds(1).toNanos());
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private void settle() {
    inFlight.arriveAndAwaitAdvance();
  }

  private void send() {
    if (stopped) {
      return;
    }
    long number = numbers.getAndIncrement();
    boolean excused = outage;
    inFlight.register();
    workers.execute(() -> {
      try {
        Served one = serve(number);
        if (!(one.failed() && (excused || outage))) {
          served.add(one);
        }
      } finally {
        inFlight.arriveAndDeregister();
      }
    });
  }

  private Served serve(long number) {
    long started = System.nanoTime();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      String slot = answer.headers().firstValue("X-App-Slot").orElse("");
      String track = slot.startsWith("stable") ? "stable" : slot;
      Place place = new Place(track, answer.headers().firstValue("X-App-Commit").orElse(""));
      String failure =
          answer.statusCode() == 200 ? "" : answer.statusCode() + " " + answer.headers().map();
      return new Served(number, started, System.nanoTime(), slot, place, failure);
    } catch (IOException e) {
      return failed(number, started, e.toString());
    } catch (InterruptedException e) {
      return failed(number, started, "interrupted");
    }
  }

  private static Served failed(long number, long started, String why) {
    return new Served(number, started, System.nanoTime(), "", new Place("", ""), why);
  }
}
