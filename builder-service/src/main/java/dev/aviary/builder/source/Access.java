package dev.aviary.builder.source;

import java.util.Optional;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.api.TransportConfigCallback;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.jspecify.annotations.Nullable;

/**
 * How one repository is reached on behalf of an app: the address, and what the app brings to get
 * in. It is used for one piece of work, and then knows why that failed.
 */
final class Access implements TransportConfigCallback {
  private final RepositoryAddress address;
  private final int timeoutSeconds;
  private final TrustManager @Nullable [] trusted;
  private final @Nullable SshSessions ssh;
  private final HttpConnections http;

  /**
   * @param trusted the authorities of certificates; null: the public ones
   * @param ssh the app's client; null when the address is not of ssh
   */
  Access(
      RepositoryAddress address,
      int timeoutSeconds,
      TrustManager @Nullable [] trusted,
      @Nullable SshSessions ssh) {
    this.address = address;
    this.timeoutSeconds = timeoutSeconds;
    this.trusted = trusted;
    this.ssh = ssh;
    this.http = new HttpConnections(trusted);
  }

  RepositoryAddress address() {
    return address;
  }

  TrustManager @Nullable [] trusted() {
    return trusted;
  }

  Optional<SshSessions> ssh() {
    return Optional.ofNullable(ssh);
  }

  @Override
  public void configure(Transport transport) {
    transport.setTimeout(timeoutSeconds);
    if (transport instanceof TransportHttp connected) {
      connected.setHttpConnectionFactory(http);
      if (address.login() != null) {
        connected.setCredentialsProvider(new HostLogin(address.host(), address.login()));
      }
    }
    if (transport instanceof SshTransport connected && ssh != null) {
      connected.setSshSessionFactory(ssh);
    }
  }

  /** Why it failed and what to do, for a person; without credentials. */
  String reason(Throwable failure) {
    return new AccessFailure(address, http.status(), Optional.ofNullable(ssh)).reason(failure);
  }
}
