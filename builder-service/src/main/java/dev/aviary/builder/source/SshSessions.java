package dev.aviary.builder.source;

import java.io.File;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import org.eclipse.jgit.transport.SshConfigStore;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.agent.ConnectorFactory;
import org.jspecify.annotations.Nullable;

/**
 * The ssh client of one app: it uses the app's deploy key alone, never prompts, and reads neither
 * the configuration nor the agent of the account that the builder runs under.
 */
final class SshSessions extends SshdSessionFactory {
  private final DeployKey key;
  private final @Nullable Path pinned;
  private final HostKeyCheck hosts;

  /**
   * @param home a folder of the builder's own, in which nothing of ssh is looked for
   * @param pinned the owner's file of known hosts; null: there is none
   */
  SshSessions(DeployKey key, KnownHosts known, File home, @Nullable Path pinned) {
    super(null, null);
    this.key = key;
    this.pinned = pinned;
    setHomeDirectory(home);
    setSshDirectory(home);
    this.hosts =
        new HostKeyCheck(
            key.app(), known, pinned == null ? null : createServerKeyDatabase(home, home));
  }

  DeployKey key() {
    return key;
  }

  HostKeyCheck hosts() {
    return hosts;
  }

  @Override
  protected ServerKeyDatabase getServerKeyDatabase(File home, File ssh) {
    return hosts;
  }

  @Override
  protected List<Path> getDefaultKnownHostsFiles(File ssh) {
    return pinned == null ? List.of() : List.of(pinned);
  }

  @Override
  protected @Nullable SshConfigStore createSshConfigStore(
      File home, @Nullable File config, String user) {
    return null;
  }

  @Override
  protected Iterable<KeyPair> getDefaultKeys(File ssh) {
    return List.of(key.pair());
  }

  @Override
  protected @Nullable ConnectorFactory getConnectorFactory() {
    return null;
  }

  @Override
  protected String getDefaultPreferredAuthentications() {
    return "publickey";
  }
}
