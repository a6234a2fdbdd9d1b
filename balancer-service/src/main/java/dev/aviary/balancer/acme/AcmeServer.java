package dev.aviary.balancer.acme;

import dev.aviary.contract.file.CaFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.Connection;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.provider.GenericAcmeProvider;
import org.shredzone.acme4j.toolbox.JSON;

/**
 * One ACME server during one round of orders: whose certificates it may have, bounds on what it
 * answers, and how long it wants to be left alone.
 */
final class AcmeServer extends GenericAcmeProvider implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final URI directory;
  private final @Nullable CaFile authorities;
  private @Nullable HttpClient client;
  private volatile @Nullable Instant notBefore;

  AcmeServer(AcmeSettings settings) {
    this.directory = settings.server();
    this.authorities = settings.authorities();
  }

  /** What is asked of the server goes through this. */
  Session session() {
    var session = new Session(directory, this);
    // A compressed answer could be of any size.
    session.networkSettings().setCompressionEnabled(false);
    // Of the library's, to the first byte, and ours for the whole, ours passes first and says so.
    session.networkSettings().setTimeout(BoundedConnection.WHOLE.multipliedBy(2));
    return session;
  }

  /** Until when the server wants no request, as its last refusal said; null: it said nothing. */
  @Nullable Instant notBefore() {
    return notBefore;
  }

  void wantsNothingBefore(Instant moment) {
    notBefore = moment;
  }

  @Override
  public HttpClient createHttpClient(NetworkSettings settings) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(CONNECT);
    if (authorities != null) {
      builder.sslContext(authorities.context());
    }
    HttpClient made = builder.build();
    client = made;
    return made;
  }

  /** Once a round: acme4j would fetch it for each request where it may not be cached. */
  @Override
  public @Nullable JSON directory(Session session, URI server) throws AcmeException {
    return session.hasDirectory() ? null : super.directory(session, server);
  }

  @Override
  public Connection connect(URI server, NetworkSettings settings, HttpClient http) {
    return new BoundedConnection(createHttpConnector(settings, http), this);
  }

  /** Ends the client's threads; it waits for no request. */
  @Override
  public void close() {
    if (client != null) {
      client.shutdownNow();
    }
  }
}
