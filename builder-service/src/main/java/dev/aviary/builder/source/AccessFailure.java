package dev.aviary.builder.source;

import dev.aviary.contract.app.Credentials;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Says why a repository could not be reached, and what mends it.
 *
 * @param status of the last answer of http; 0: there was none
 * @param ssh the client, when the address is of ssh
 */
record AccessFailure(RepositoryAddress address, int status, Optional<SshSessions> ssh) {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  String reason(Throwable failure) {
    return ssh.flatMap(client -> client.hosts().refusal())
        .or(() -> Optional.ofNullable(connection(failure)))
        .or(() -> Optional.ofNullable(certificate(failure)))
        .or(() -> Optional.ofNullable(answer(failure)))
        .orElseGet(() -> Credentials.hidden(words(failure)));
  }

  private @Nullable String connection(Throwable failure) {
    if (has(failure, UnknownHostException.class)
        || has(failure, UnresolvedAddressException.class)) {
      return "the name %s does not resolve; correct the address, or the name server of this machine"
          .formatted(address.host());
    }
    if (has(failure, ConnectException.class)) {
      return "%s refuses connections; see that its git server runs, and that the port is right"
          .formatted(address.server());
    }
    if (has(failure, NoRouteToHostException.class)
        || has(failure, InterruptedIOException.class)
        || has(failure, TimeoutException.class)) {
      return "%s does not answer in time; see that it runs, and that a firewall lets this machine through"
          .formatted(address.server());
    }
    return null;
  }

  private @Nullable String certificate(Throwable failure) {
    if (has(failure, CertificateExpiredException.class)) {
      return "the certificate of %s has expired; renew it there".formatted(address.server());
    }
    if (has(failure, CertPathBuilderException.class)
        || has(failure, CertPathValidatorException.class)) {
      return "the certificate of %s comes from an authority that is not known; give that authority's certificate (PEM) as repositoryCa"
          .formatted(address.server());
    }
    if (has(failure, SSLException.class)) {
      return "%s has no certificate for that name, or speaks no TLS: %s"
          .formatted(address.server(), words(failure));
    }
    return null;
  }

  private @Nullable String answer(Throwable failure) {
    if (ssh.isPresent() && noKeyWasTaken(failure)) {
      return "%s does not take the deploy key of this app; add it to the repository, to read only, and try again: %s"
          .formatted(address.server(), ssh.get().key().line());
    }
    if (address.isHttp() && (status == UNAUTHORIZED || status == FORBIDDEN)) {
      return address.login() == null
          ? "%s asks for credentials: the repository is private, or is not there; put a token or user:password before the host (https://token@%s...), or use ssh"
              .formatted(address.server(), address.server())
          : "%s does not take the credentials of the address (%d); see that they are right, have not expired and may read the repository"
              .formatted(address.server(), status);
    }
    if (has(failure, NoRemoteRepositoryException.class)
        || has(failure, RepositoryNotFoundException.class)
        || (address.isHttp() && status == NOT_FOUND)) {
      return address.scheme() == RepositoryAddress.Scheme.FILE
          ? "there is no repository at %s; see that the builder has that folder (deploy/up gives it /srv/git)"
              .formatted(address.path())
          : "%s has no repository at this address, or does not show it to these credentials; correct the address"
              .formatted(address.server());
    }
    return null;
  }

  private static boolean noKeyWasTaken(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SshException ssh
          && ssh.getDisconnectCode()
              == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (kind.isInstance(each)) {
        return true;
      }
    }
    return false;
  }

  /** The innermost words: those of JGit repeat the address before each of them. */
  private static String words(Throwable failure) {
    String words = null;
    for (Throwable each = failure; each != null; each = each.getCause()) {
      words = each.getMessage() == null ? words : each.getMessage();
    }
    return words == null ? failure.getClass().getSimpleName() : words;
  }
}
