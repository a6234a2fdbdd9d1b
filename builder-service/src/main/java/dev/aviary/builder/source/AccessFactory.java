package dev.aviary.builder.source;

import dev.aviary.contract.app.AppSpec;
import jakarta.inject.Singleton;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Gives the repository of an app what it takes to reach it. */
@Singleton
final class AccessFactory {
  private final SourceSettings settings;
  private final DeployKeys keys;
  private final KnownHosts known;

  AccessFactory(SourceSettings settings, DeployKeys keys, KnownHosts known, GitAlone alone) {
    this.settings = settings;
    this.keys = keys;
    this.known = known;
    alone.install();
  }

  /**
   * @throws dev.aviary.contract.app.BadValueException when the address has no form that is taken
   */
  Access of(AppSpec spec) {
    return of(spec, RepositoryAddress.of(spec.repository()));
  }

  /** The same for another repository, which is fetched as part of the app's. */
  Access of(AppSpec spec, RepositoryAddress address) {
    @Nullable String ca = spec.repositoryCa();
    TrustManager @Nullable [] trusted = ca == null ? null : TrustedAuthorities.with(ca);
    SshSessions ssh =
        address.scheme() == RepositoryAddress.Scheme.SSH
            ? new SshSessions(
                keys.of(spec.name()), known, settings.keys().toFile(), settings.pinnedHosts())
            : null;
    return new Access(address, settings.timeoutSeconds(), trusted, ssh);
  }
}
