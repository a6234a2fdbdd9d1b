package dev.aviary.monitor.loop;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/** Whether something outside can be reached; each change is logged, once. */
public final class Reach {
  private final Logger log;
  private final String what;
  private final AtomicBoolean reached = new AtomicBoolean(true);

  public Reach(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  public void held() {
    if (!reached.getAndSet(true)) {
      log.atInfo().addKeyValue("what", what).log("Reached again");
    }
  }

  public void lost(Exception why) {
    if (reached.getAndSet(false)) {
      log.atWarn().addKeyValue("what", what).addKeyValue("reason", reason(why)).log("Lost");
    }
  }

  private static String reason(Exception why) {
    return why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
  }
}
