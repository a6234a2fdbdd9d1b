package dev.aviary.monitor.mail;

import dev.aviary.monitor.mail.DeliveryResult.Again;
import dev.aviary.monitor.mail.DeliveryResult.Away;
import dev.aviary.monitor.mail.DeliveryResult.SetAside;
import dev.aviary.monitor.mail.SendResult.ContentRefused;
import dev.aviary.monitor.mail.SendResult.Postponed;
import dev.aviary.monitor.mail.SendResult.RecipientRefused;
import dev.aviary.monitor.mail.SendResult.ServerAway;
import dev.aviary.monitor.mail.SendResult.Taken;
import dev.aviary.monitor.mail.SendResult.Unconfirmed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Brings a letter to every recipient, to each once, however often it is tried. All are served at
 * the same time: one for whom the server is slow holds up none of the others. For one thread.
 */
final class Delivery {
  private final Letter letter;
  private final MailServer server;
  private final Map<String, Copy> copies = new LinkedHashMap<>();

  Delivery(Letter letter, List<String> recipients, MailServer server) {
    this.letter = letter;
    this.server = server;
    recipients.forEach(each -> copies.put(each, Copy.UNTRIED));
  }

  /** What became of one recipient's copy, and from when on it may be sent again. */
  private record Copy(Optional<SendResult> last, Backoff backoff, long notBefore) {
    static final Copy UNTRIED = new Copy(Optional.empty(), Backoff.OF_FAILURES, 0);

    Copy after(SendResult result, long now) {
      Backoff kind =
          switch (result) {
            case Unconfirmed unconfirmed -> Backoff.OF_SILENCE;
            case RecipientRefused refused -> Backoff.OF_REFUSALS;
            default -> Backoff.OF_FAILURES;
          };
      if (result instanceof ServerAway) {
        return new Copy(Optional.of(result), backoff, now);
      }
      Backoff next = (kind.first().equals(backoff.first()) ? backoff : kind).more();
      return new Copy(Optional.of(result), next, now + next.pause().toNanos());
    }

    boolean isDue(long now) {
      return last.isEmpty() || now - notBefore >= 0;
    }

    /** Whether it may get there by being sent again. */
    boolean isOpen() {
      return last.isEmpty()
          || last.get() instanceof Unconfirmed
          || last.get() instanceof Postponed
          || last.get() instanceof ServerAway;
    }
  }

  /**
   * Sends what is due and returns when the server has answered all of it.
   *
   * @param now monotonic, in nanoseconds
   */
  DeliveryResult attempt(long now) {
    var results = new ConcurrentHashMap<String, SendResult>();
    var threads = new ArrayList<Thread>();
    due(now)
        .forEach(recipient ->
            threads.add(
                Thread.ofVirtual()
                    .name("mail-" + letter.id())
                    .start(() -> results.put(recipient, send(recipient)))));
    for (Thread each : threads) {
      try {
        each.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    long then = System.nanoTime();
    results.forEach((recipient, result) ->
        copies.computeIfPresent(recipient, (key, copy) -> copy.after(result, then)));
    return results.values().stream()
        .flatMap(each -> each instanceof ServerAway away ? Stream.of(away) : Stream.empty())
        .<DeliveryResult>map(each -> new Away(each.reason()))
        .findFirst()
        .orElseGet(() -> result(then));
  }

  /** A fault of ours must not lose the letter, nor stop the others. */
  private SendResult send(String recipient) {
    try {
      return server.send(letter, recipient);
    } catch (RuntimeException e) {
      return new Postponed(Failures.reason(e));
    }
  }

  private List<String> due(long now) {
    boolean nobodyElse = copies.values().stream().noneMatch(Copy::isOpen);
    return copies.entrySet().stream()
        .filter(each -> each.getValue().isDue(now))
        .filter(each -> each.getValue().isOpen() || (nobodyElse && isRefused(each.getValue())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private DeliveryResult result(long now) {
    Optional<Again> open = soonest(now, copies.values().stream().filter(Copy::isOpen).toList());
    if (open.isPresent()) {
      return open.get();
    }
    if (copies.values().stream().anyMatch(each -> each.last().orElse(null) instanceof Taken)) {
      return new DeliveryResult.Delivered(refusals());
    }
    for (Copy copy : copies.values()) {
      if (copy.last().orElse(null) instanceof ContentRefused refused) {
        return new SetAside(refused.reason());
      }
    }
    return soonest(now, List.copyOf(copies.values())).orElseThrow();
  }

  private static Optional<Again> soonest(long now, List<Copy> copies) {
    return copies.stream()
        .min((one, other) -> Long.signum(one.notBefore() - other.notBefore()))
        .map(copy -> new Again(Duration.ofNanos(Math.max(0, copy.notBefore() - now)), why(copy)));
  }

  private Map<String, String> refusals() {
    var refused = new LinkedHashMap<String, String>();
    copies.forEach((recipient, copy) -> {
      if (!(copy.last().orElse(null) instanceof Taken)) {
        refused.put(recipient, why(copy));
      }
    });
    return refused;
  }

  private static boolean isRefused(Copy copy) {
    return copy.last().orElse(null) instanceof RecipientRefused;
  }

  private static String why(Copy copy) {
    return copy.last()
        .map(last ->
            switch (last) {
              case Taken taken -> "";
              case RecipientRefused refused -> refused.reason();
              case ContentRefused refused -> refused.reason();
              case Unconfirmed unconfirmed -> unconfirmed.reason();
              case Postponed postponed -> postponed.reason();
              case ServerAway away -> away.reason();
            })
        .orElse("");
  }
}
