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
 * Sends a letter to each of its recipients once, over several tries. It sends to all recipients at
 * the same time, so that one whose server is slow delays no other. For one thread.
 */
final class LetterDelivery {
  private final Letter letter;
  private final MailServer server;
  private final Keeper keeper;
  private final Map<String, Copy> copies;

  /**
   * @param copies what is known of each recipient's
   */
  LetterDelivery(Letter letter, Map<String, Copy> copies, MailServer server, Keeper keeper) {
    this.letter = letter;
    this.server = server;
    this.keeper = keeper;
    this.copies = new LinkedHashMap<>(copies);
  }

  /** Is told what becomes of each recipient's copy, by several threads at a time. */
  @FunctionalInterface
  interface Keeper {
    void keep(String recipient, Copy copy);
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
        .forEach((recipient, copy) ->
            threads.add(
                Thread.ofVirtual()
                    .name("mail-" + letter.id())
                    .start(() -> results.put(recipient, send(recipient, copy)))));
    for (Thread each : threads) {
      try {
        each.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    long then = System.nanoTime();
    results.forEach((recipient, result) -> {
      Copy next = copies.getOrDefault(recipient, Copy.UNTRIED).after(result, then);
      copies.put(recipient, next);
      keeper.keep(recipient, next);
    });
    return results.values().stream()
        .flatMap(each -> each instanceof ServerAway away ? Stream.of(away) : Stream.empty())
        .<DeliveryResult>map(each -> new Away(each.reason()))
        .findFirst()
        .orElseGet(() -> result(then));
  }

  /** A fault of ours must not lose the letter, nor stop the others. */
  private SendResult send(String recipient, Copy copy) {
    try {
      return server.send(letter, recipient, () -> keeper.keep(recipient, sent(copy)));
    } catch (RuntimeException e) {
      return new Postponed(Failures.reason(e));
    }
  }

  /** What holds if the monitor ends before the answer. */
  private static Copy sent(Copy copy) {
    return copy.after(
        new Unconfirmed("the monitor ended before the answer to the end of the text"),
        System.nanoTime());
  }

  private Map<String, Copy> due(long now) {
    boolean nobodyElse = copies.values().stream().noneMatch(Copy::isOpen);
    var due = new LinkedHashMap<>(copies);
    due.values()
        .removeIf(copy -> !copy.isDue(now) || !(copy.isOpen() || (nobodyElse && isRefused(copy))));
    return due;
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
