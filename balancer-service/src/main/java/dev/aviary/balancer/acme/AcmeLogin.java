package dev.aviary.balancer.acme;

import dev.aviary.balancer.acme.AccountFile.AcmeAccount;
import jakarta.inject.Singleton;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs in to an ACME server with the account of this balancer, and makes that account at first. */
@Singleton
final class AcmeLogin {
  private static final Logger LOG = LoggerFactory.getLogger(AcmeLogin.class);

  private final AcmeSettings settings;
  private final AccountFile accounts;

  AcmeLogin(AcmeSettings settings, AccountFile accounts) {
    this.settings = settings;
    this.accounts = accounts;
  }

  /**
   * @throws AuthorityException of the server: nothing can be ordered now
   */
  Login login(AcmeServer server) throws AuthorityException, InterruptedException {
    return AcmeCall.of(server, () -> login(server.session()));
  }

  private Login login(Session session) throws AcmeException, AuthorityException {
    URI directory = settings.server();
    AcmeAccount account = accounts.of(directory);
    URI location = account.location();
    if (location != null) {
      Login login = session.login(address(location), account.keys());
      if (isValid(login)) {
        return login;
      }
      // A key that was deactivated can make no account any more (RFC 8555, section 7.3.6).
      account = new AcmeAccount(Keys256.make(), null);
      accounts.keep(directory, account);
    }
    requireTerms(session);
    Login made = builder(account).createLogin(session);
    accounts.keep(
        directory,
        new AcmeAccount(account.keys(), URI.create(made.getAccountLocation().toString())));
    LOG.atInfo()
        .addKeyValue("directory", directory)
        .addKeyValue("account", made.getAccountLocation())
        .log("Created an ACME account");
    return made;
  }

  private static boolean isValid(Login login) throws AcmeException {
    try {
      login.getAccount().fetch();
      return login.getAccount().getStatus() == Status.VALID;
    } catch (AcmeServerException e) {
      if (e.getType().toString().endsWith(":accountDoesNotExist")) {
        return false;
      }
      throw e;
    }
  }

  private void requireTerms(Session session) throws AcmeException, AuthorityException {
    var terms = session.getMetadata().getTermsOfService();
    if (terms.isPresent() && !settings.termsAgreed()) {
      throw new AuthorityException(
          "the authority wants its terms of service agreed to; read "
              + terms.get()
              + " and set AVIARY_ACME_TERMS_AGREED=true",
          true,
          null,
          null);
    }
    if (session.getMetadata().isExternalAccountRequired() && text(settings.eabKeyId()).isEmpty()) {
      throw new AuthorityException(
          "the authority wants the key of an account with it; set AVIARY_ACME_EAB_KEY_ID and"
              + " AVIARY_ACME_EAB_HMAC to what it gives you",
          true,
          null,
          null);
    }
  }

  private AccountBuilder builder(AcmeAccount account) {
    var builder = new AccountBuilder().useKeyPair(account.keys());
    URI contact = settings.contactAddress();
    if (contact != null) {
      builder.addContact(contact);
    }
    if (settings.termsAgreed()) {
      builder.agreeToTermsOfService();
    }
    String key = text(settings.eabKeyId());
    if (!key.isEmpty()) {
      builder.withKeyIdentifier(key, text(settings.eabHmac()));
    }
    return builder;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static URL address(URI location) {
    try {
      return location.toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("the address of the ACME account is damaged", e);
    }
  }
}
