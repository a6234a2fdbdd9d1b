package dev.aviary.builder.forge;

import dev.aviary.builder.secret.AppSecrets;
import dev.aviary.builder.secret.SecretName;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.Credentials;
import dev.aviary.contract.seal.SealedException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The token that the owner gave as the app's secret {@value SecretName#FORGE_TOKEN}; without one,
 * the token with which the app's repository is cloned: the password in its address.
 */
@Singleton
final class RepositoryTokens implements ForgeTokens {
  private final AppSecrets secrets;

  RepositoryTokens(AppSecrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public Optional<String> of(AppSpec app) {
    return given(app).or(() -> ofAddress(app.repository()));
  }

  /** Secrets that cannot be opened are said to be so wherever they are asked for by name. */
  private Optional<String> given(AppSpec app) {
    try {
      return secrets
          .value(app.name(), SecretName.FORGE_TOKEN)
          .map(String::strip)
          .filter(token -> !token.isEmpty());
    } catch (SealedException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> ofAddress(String address) {
    if (Credentials.areHidden(address)) {
      return Optional.empty();
    }
    try {
      String user = URI.create(address).getRawUserInfo();
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
