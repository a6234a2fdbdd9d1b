package dev.aviary.contract.loop;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Whether something outside can be reached, and since when; each change is logged, once. */
public final class Reach {
  private final Logger log;
  private final String what;
  private final AtomicReference<Standing> standing =
      new AtomicReference<>(new Standing(true, null, null));

  public Reach(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  /**
   * What is known.
   *
   * @param since null: nothing was asked yet
   * @param reason why it is not reached
   */
  public record Standing(boolean reached, @Nullable Instant since, @Nullable String reason) {}

  public Standing standing() {
    return standing.get();
  }

  public void held() {
    Standing before = standing.get();
    if (before.reached() && before.since() != null) {
      return;
    }
    before = standing.getAndSet(new Standing(true, Instant.now(), null));
    if (!before.reached()) {
      log.atInfo().addKeyValue("what", what).log("A neighbour answers again");
    }
  }

  public void lost(Exception why) {
    Instant now = Instant.now();
    Standing before =
        standing.getAndUpdate(known -> new Standing(false, since(known, now), reason(why)));
    if (before.reached()) {
      log.atWarn()
          .addKeyValue("what", what)
          .addKeyValue("reason", reason(why))
          .log("A neighbour does not answer");
    }
  }

  private static Instant since(Standing known, Instant now) {
    return known.reached() || known.since() == null ? now : known.since();
  }

  private static String reason(Exception why) {
    return why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
  }
}
