package dev.aviary.balancer.admin;

import dev.aviary.contract.event.Event;
import dev.aviary.contract.event.EventLog;
import dev.aviary.contract.hash.Sha256;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.contract.idempotency.IdempotencyStore;
import dev.aviary.contract.redis.AtomicWrite;
import dev.aviary.contract.redis.Keys;
import dev.aviary.contract.redis.Revision;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.redis.WriteOutcome;
import dev.aviary.contract.redis.Writes;
import dev.aviary.contract.route.ControlReader;
import dev.aviary.contract.route.ControlStore;
import dev.aviary.contract.route.Recorded;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes a control key of an app: the change, the condition that it is based on and its event are
 * one step. A change that came in between is not overwritten: this one is made anew on what is
 * there.
 */
@Singleton
final class ControlChanges {
  /** Other changes came first each time. */
  private static final int ATTEMPTS = 20;

  private final ControlStore store;
  private final ControlReader reader;
  private final Writes writes;
  private final EventLog events;
  private final IdempotencyStore requests;
  private final Acknowledgement acknowledgement;
  private final Wire wire;

  ControlChanges(
      ControlStore store,
      ControlReader reader,
      Writes writes,
      EventLog events,
      IdempotencyStore requests,
      Acknowledgement acknowledgement,
      Wire wire) {
    this.store = store;
    this.reader = reader;
    this.writes = writes;
    this.events = events;
    this.requests = requests;
    this.acknowledgement = acknowledgement;
    this.wire = wire;
  }

  /**
   * What takes the place of a value.
   *
   * @param event how the timeline tells it; null: the value is as it should be, nothing is written
   */
  record Next<T>(T value, @Nullable Event event) {}

  /**
   * Makes a change and waits for it.
   *
   * @param asked the conditions of the request, which is remembered in the step that makes the
   *     change
   * @param next made of the present value
   * @throws ProblemException 404 when the app was removed meanwhile, 412, or 409 when others change
   *     the key all the time
   */
  <T> Change<T> make(
      String app,
      Supplier<Recorded<T>> read,
      ChangeRequest asked,
      Function<Recorded<T>, Next<T>> next) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Recorded<T> before = read.get();
      asked.condition().check(before.value() != null, tag(before));
      Next<T> after = next.apply(before);
      T value = after.value();
      Event event = after.event();
      if (event == null) {
        remembered(writes.begin(), asked, value).run();
        return changed(value, tag(before), reader.revision());
      }
      AtomicWrite write = events.append(store.replace(writes.begin(), app, before, value), event);
      WriteOutcome outcome = remembered(write, asked, value).run();
      if (outcome instanceof WriteOutcome.Written(Revision revision)) {
        return changed(value, tag(wire.write(value)), revision);
      }
      if (outcome instanceof WriteOutcome.Conflict(String key) && key.equals(Keys.REMOVED)) {
        throw KnownApps.unknown(app);
      }
    }
    throw ProblemException.conflict("other changes came in between each time; try again");
  }

  /** A change that was made before, in force by now or on its way. */
  <T> Change<T> made(T value) {
    return changed(value, tag(wire.write(value)), reader.revision());
  }

  private <T> AtomicWrite remembered(AtomicWrite write, ChangeRequest asked, T value) {
    return requests.complete(
        write.replicated(), asked.request(), HttpStatus.OK.getCode(), null, value);
  }

  private <T> Change<T> changed(T value, String tag, Revision revision) {
    return new Change<>(new State<>(value, tag), revision, acknowledgement.await(revision));
  }

  static String tag(Recorded<?> recorded) {
    String text = recorded.text();
    return tag(text == null ? "" : text);
  }

  private static String tag(String text) {
    byte[] hash = Sha256.begin().digest(text.getBytes(StandardCharsets.UTF_8));
    return '"' + HexFormat.of().formatHex(hash, 0, 8) + '"';
  }
}
