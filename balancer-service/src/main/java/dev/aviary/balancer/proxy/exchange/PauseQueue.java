package dev.aviary.balancer.proxy.exchange;

import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.http.VisitorRefusal;
import dev.aviary.balancer.proxy.loop.PauseSettings;
import dev.aviary.balancer.route.PauseCapacity;
import dev.aviary.balancer.route.TimedInterruption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one event loop that wait for the end of a pause, in the order of their arrival.
 * The capacity belongs to the app and counts over all event loops. A waiting request has no
 * endpoint yet: it is routed again when it resumes.
 */
public final class PauseQueue {
  private final PauseSettings settings;
  private final Map<Request, PauseCapacity> waiting = new LinkedHashMap<>();
  private boolean closed;

  /** A request that can wait. */
  interface Request {
    /** Whether a pause holds the request at this moment. */
    boolean stillPaused();

    /** Goes on: the pause is over. */
    void resume();

    /** Ends with this answer. */
    void breakOff(VisitorRefusal why);
  }

  public PauseQueue(PauseSettings settings) {
    this.settings = settings;
  }

  /**
   * Puts a request into the queue where the interruption is a pause and the app has capacity.
   *
   * @return null: the request waits; else the answer with which it is refused
   */
  @Nullable VisitorRefusal enqueue(
      Request request, TimedInterruption interruption, PauseCapacity capacity) {
    if (closed && interruption.pauses()) {
      return Refusals.paused(1);
    }
    if (interruption.pauses() && capacity.take(settings.requests())) {
      waiting.put(request, capacity);
      return null;
    }
    return refusal(interruption);
  }

  boolean contains(Request request) {
    return waiting.containsKey(request);
  }

  /** The request waits no longer. Does nothing when it did not wait. */
  void exchangeEnded(Request request) {
    release(request);
  }

  /**
   * The answer to a request that waited for too long.
   *
   * @param interruption of its app; null: it is over
   */
  static VisitorRefusal late(@Nullable TimedInterruption interruption) {
    return interruption == null ? Refusals.paused(1) : refusal(interruption);
  }

  /** Resumes requests whose pause is over. To be called when tables change, and as time passes. */
  public void resumeDue() {
    for (Request request : List.copyOf(waiting.keySet())) {
      if (contains(request) && !request.stillPaused()) {
        release(request);
        request.resume();
      }
    }
  }

  /** Refuses all waiting requests, and all later ones: the balancer stops. */
  public void close() {
    closed = true;
    List.copyOf(waiting.keySet()).forEach(request -> request.breakOff(Refusals.paused(1)));
  }

  private void release(Request request) {
    PauseCapacity capacity = waiting.isEmpty() ? null : waiting.remove(request);
    if (capacity != null) {
      capacity.leave();
    }
  }

  private static VisitorRefusal refusal(TimedInterruption interruption) {
    return Refusals.interrupted(interruption.why(), interruption.seconds(System.nanoTime()));
  }
}
