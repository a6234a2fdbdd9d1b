package dev.aviary.monitor.mail;

import dev.aviary.monitor.record.AlertNotice;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The mails that this process knows to be dealt with. It answers for what Redis forgets: an outbox
 * entry that comes again is not mailed again.
 */
@Singleton
public final class Delivered {
  private static final int KEPT = 1000;

  private final Set<String> ids =
      Collections.synchronizedSet(Collections.newSetFromMap(new Newest()));

  public boolean has(AlertNotice notice) {
    return has(notice.id());
  }

  boolean has(String id) {
    return ids.contains(id);
  }

  public void add(AlertNotice notice) {
    add(notice.id());
  }

  void add(String id) {
    ids.add(id);
  }

  private static final class Newest extends LinkedHashMap<String, Boolean> {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > KEPT;
    }
  }
}
