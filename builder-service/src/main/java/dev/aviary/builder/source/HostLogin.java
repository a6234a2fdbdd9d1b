package dev.aviary.builder.source;

import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/**
 * Gives the login of a repository's address to the host of that address, whatever host a server
 * leads on to. It is given once: a server that refuses it is not asked again with the same.
 */
final class HostLogin extends CredentialsProvider {
  private final String host;
  private final RepositoryAddress.Login login;
  private boolean refused;

  HostLogin(String host, RepositoryAddress.Login login) {
    this.host = host;
    this.login = login;
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public boolean supports(CredentialItem... items) {
    for (CredentialItem item : items) {
      if (!(item instanceof CredentialItem.Username || item instanceof CredentialItem.Password)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean get(URIish asking, CredentialItem... items) {
    if (refused || !host.equalsIgnoreCase(asking.getHost()) || !supports(items)) {
      return false;
    }
    for (CredentialItem item : items) {
      if (item instanceof CredentialItem.Username user) {
        user.setValue(login.user());
      } else if (item instanceof CredentialItem.Password password) {
        password.setValue(login.password().toCharArray());
      }
    }
    return true;
  }

  @Override
  public void reset(URIish asking) {
    refused = true;
  }
}
