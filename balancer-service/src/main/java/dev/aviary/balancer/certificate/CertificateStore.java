package dev.aviary.balancer.certificate;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of each host name. Any thread may read it; a change is in force for the next
 * handshake.
 */
@Singleton
public final class CertificateStore {
  private final Map<String, Certificate> byHost = new ConcurrentHashMap<>();

  /**
   * The certificate that was put for this host; null: none.
   *
   * @param host in lower case
   */
  public @Nullable Certificate find(String host) {
    return byHost.get(host);
  }

  /** Keeps it, in the place of a former one. Blocks: not for event loops. */
  public void put(String host, Certificate certificate) {
    byHost.put(host, certificate);
  }

  /** Forgets it. Blocks: not for event loops. */
  public void remove(String host) {
    byHost.remove(host);
  }

  /** The hosts that have one. */
  public Set<String> hosts() {
    return Set.copyOf(byHost.keySet());
  }
}
