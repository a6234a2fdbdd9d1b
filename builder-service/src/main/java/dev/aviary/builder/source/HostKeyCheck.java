package dev.aviary.builder.source;

import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a server of ssh is the one it was. What the owner's own file of known hosts names
 * is trusted, and with such a file nothing else; without one the key that a server shows an app
 * first is its key from then on.
 */
final class HostKeyCheck implements ServerKeyDatabase {
  private final String app;
  private final KnownHosts known;
  private final @Nullable ServerKeyDatabase pinned;
  private volatile @Nullable String refusal;

  /**
   * @param pinned reads the owner's file; null: there is none
   */
  HostKeyCheck(String app, KnownHosts known, @Nullable ServerKeyDatabase pinned) {
    this.app = app;
    this.known = known;
    this.pinned = pinned;
  }

  /** Why a server was refused, and what to do, if one was. */
  Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  @Override
  public List<PublicKey> lookup(String server, InetSocketAddress remote, Configuration config) {
    return pinned == null ? known.of(app, server) : pinned.lookup(server, remote, config);
  }

  @Override
  public boolean accept(
      String server,
      InetSocketAddress remote,
      PublicKey shown,
      Configuration config,
      @Nullable CredentialsProvider provider) {
    List<PublicKey> keys = lookup(server, remote, config);
    if (keys.stream().anyMatch(key -> KeyUtils.compareKeys(key, shown))) {
      return true;
    }
    if (pinned == null && keys.isEmpty()) {
      known.add(app, server, shown);
      return true;
    }
    refusal = refusal(server, shown, keys);
    return false;
  }

  private String refusal(String server, PublicKey shown, List<PublicKey> keys) {
    String now = KeyUtils.getKeyType(shown) + " " + KeyUtils.getFingerPrint(shown);
    String before =
        keys.stream()
            .map(key -> KeyUtils.getKeyType(key) + " " + KeyUtils.getFingerPrint(key))
            .collect(Collectors.joining(", "));
    if (pinned != null) {
      return keys.isEmpty()
          ? "%s shows the key %s, and the file of known hosts (AVIARY_KNOWN_HOSTS) does not name it; compare it with what its operator publishes, and add it there"
              .formatted(server, now)
          : "%s shows the key %s, and the file of known hosts (AVIARY_KNOWN_HOSTS) has %s: another machine may stand between; compare it with what its operator publishes, and correct the file"
              .formatted(server, now, before);
    }
    return "the key of %s has changed from %s to %s: another machine may stand between; compare it with what its operator publishes, and if it is right, DELETE /apps/%s/known-hosts"
        .formatted(server, before, now, app);
  }
}
