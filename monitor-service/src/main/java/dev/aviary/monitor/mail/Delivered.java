package dev.aviary.monitor.mail;

import dev.aviary.contract.alert.Notice;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The notices that this process knows to be dealt with. It answers for what Redis forgets: an
 * outbox entry that comes again is not mailed again.
 */
@Singleton
public final class Delivered {
  private static final int KEPT = 1000;

  private final Set<Notice> notices =
      Collections.synchronizedSet(Collections.newSetFromMap(new Newest()));

  public boolean has(Notice notice) {
    return notices.contains(notice);
  }

  public void add(Notice notice) {
    notices.add(notice);
  }

  private static final class Newest extends LinkedHashMap<Notice, Boolean> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<Notice, Boolean> eldest) {
      return size() > KEPT;
    }
  }
}
