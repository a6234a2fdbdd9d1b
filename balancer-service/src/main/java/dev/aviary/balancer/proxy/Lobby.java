package dev.aviary.balancer.proxy;

import dev.aviary.balancer.http.Refusal;
import dev.aviary.balancer.http.Refusals;
import dev.aviary.balancer.proxy.Deadline.Wait;
import dev.aviary.balancer.route.Halt;
import dev.aviary.balancer.route.LiveApp;
import dev.aviary.balancer.route.Seats;
import dev.aviary.contract.route.Interruption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the requests of one event loop wait for the end of a pause, in the order in which they
 * came; the seats are the app's, for all event loops. A request that waits has chosen nothing yet:
 * it is routed when it is let go.
 */
final class Lobby {
  private final PauseSettings settings;
  private final Map<Exchange, Held> waiting = new LinkedHashMap<>();
  private boolean closed;

  Lobby(PauseSettings settings) {
    this.settings = settings;
  }

  /** Lets a request go, or has it wait, or refuses it. */
  void enter(Exchange exchange, Attempts attempts, LiveApp app, ClientConnection client) {
    Halt halt = attempts.halt(app);
    if (halt == null) {
      exchange.attempt(attempts.first(app), attempts.nobody());
    } else if (closed && halt.pauses()) {
      exchange.breakOff(Refusals.paused(1));
    } else if (halt.pauses() && app.seats().take(settings.requests())) {
      waiting.put(exchange, new Held(attempts, client, app.seats()));
      client.progressed(Wait.PAUSE);
    } else {
      exchange.breakOff(refusal(halt));
    }
  }

  /** For how long a request waits at most. */
  Duration hold() {
    return settings.hold();
  }

  /** The request ended. */
  void leave(Exchange exchange) {
    if (!waiting.isEmpty()) {
      Held held = waiting.remove(exchange);
      if (held != null) {
        held.seats().leave();
      }
    }
  }

  /** What a request is told that waited for too long; null when it does not wait. */
  @Nullable Refusal impatience(Exchange exchange) {
    Held held = waiting.get(exchange);
    LiveApp app = held == null ? null : held.attempts().route();
    Halt halt = held == null || app == null ? null : held.attempts().halt(app);
    return halt != null ? refusal(halt) : held != null ? Refusals.paused(1) : null;
  }

  /** Lets those go whose pause is over. To be called when tables change, and as time passes. */
  void look() {
    for (Exchange exchange : List.copyOf(waiting.keySet())) {
      Held held = waiting.get(exchange);
      if (held != null) {
        look(exchange, held);
      }
    }
  }

  private void look(Exchange exchange, Held held) {
    LiveApp app = held.attempts().route();
    Halt halt = app == null ? null : held.attempts().halt(app);
    if (halt != null && halt.pauses()) {
      return;
    }
    leave(exchange);
    if (app == null) {
      exchange.breakOff(held.attempts().nobody());
    } else {
      held.client().progressed(Wait.ANSWER);
      exchange.resumed();
      enter(exchange, held.attempts(), app, held.client());
    }
  }

  /** Nobody can wait from now on: the balancer stops. */
  void close() {
    closed = true;
    List.copyOf(waiting.keySet()).forEach(exchange -> exchange.breakOff(Refusals.paused(1)));
  }

  private static Refusal refusal(Halt halt) {
    int seconds = halt.seconds(System.nanoTime());
    return switch (halt.why()) {
      case Interruption.Maintenance maintenance ->
          Refusals.maintenance(maintenance.message(), seconds);
      case Interruption.Pause pause -> Refusals.paused(seconds);
    };
  }

  private record Held(Attempts attempts, ClientConnection client, Seats seats) {}
}
