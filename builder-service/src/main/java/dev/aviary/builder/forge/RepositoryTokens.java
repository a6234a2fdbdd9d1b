package dev.aviary.builder.forge;

import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Credentials;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The token with which the app's repository is cloned: the password in its address. */
@Singleton
final class RepositoryTokens implements ForgeTokens {
  @Override
  public Optional<String> of(AppSpec app) {
    if (Credentials.areHidden(app.repository())) {
      return Optional.empty();
    }
    try {
      String user = URI.create(app.repository()).getRawUserInfo();
      if (user == null || user.indexOf(':') < 0) {
        return Optional.empty();
      }
      // RFC 3986 has no '+' for a blank, which the decoder of forms has.
      String password = user.substring(user.indexOf(':') + 1).replace("+", "%2B");
      return Optional.of(URLDecoder.decode(password, StandardCharsets.UTF_8))
          .filter(token -> !token.isBlank());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
