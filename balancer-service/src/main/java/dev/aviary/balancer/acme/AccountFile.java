package dev.aviary.balancer.acme;

import dev.aviary.balancer.certificate.SealedFiles;
import dev.aviary.contract.app.Check;
import dev.aviary.contract.redis.Wire;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ACME accounts of this balancer, one for each server that it was used with, sealed. */
@Singleton
final class AccountFile {
  private static final String NAME = "acme-accounts";

  private final SealedFiles files;
  private final Wire wire;

  @Serdeable
  record Content(Map<String, Stored> accounts) {
    Content {
      accounts = Check.map(accounts, "accounts");
    }
  }

  /**
   * @param privateKey PKCS #8 in Base64
   * @param publicKey X.509 in Base64
   * @param location address of the account; null: it is not made yet
   */
  @Serdeable
  record Stored(String privateKey, String publicKey, @Nullable String location) {
    Stored {
      Check.text(privateKey, "privateKey");
      Check.text(publicKey, "publicKey");
    }
  }

  /**
   * An account.
   *
   * @param location its address; null: the server does not know it yet
   */
  record AcmeAccount(KeyPair keys, @Nullable URI location) {}

  AccountFile(SealedFiles files, Wire wire) {
    this.files = files;
    this.wire = wire;
  }

  /**
   * The account with that server; a new key when there is none. A key is on disk before it is used.
   *
   * @throws UncheckedIOException when the disk takes nothing
   */
  AcmeAccount of(URI server) {
    Stored stored = read().get(server.toString());
    if (stored == null) {
      var made = new AcmeAccount(Keys256.make(), null);
      keep(server, made);
      return made;
    }
    return new AcmeAccount(
        keys(stored), stored.location() == null ? null : URI.create(stored.location()));
  }

  /** Keeps it in the place of the former one. */
  void keep(URI server, AcmeAccount account) {
    var all = new HashMap<>(read());
    URI location = account.location();
    all.put(
        server.toString(),
        new Stored(
            Base64.getEncoder().encodeToString(account.keys().getPrivate().getEncoded()),
            Base64.getEncoder().encodeToString(account.keys().getPublic().getEncoded()),
            location == null ? null : location.toString()));
    files.write(NAME, wire.write(new Content(all)));
  }

  private Map<String, Stored> read() {
    return files.read(NAME).map(text -> wire.read(text, Content.class).accounts()).orElse(Map.of());
  }

  private static KeyPair keys(Stored stored) {
    try {
      KeyFactory factory = KeyFactory.getInstance(Keys256.ALGORITHM);
      Base64.Decoder base64 = Base64.getDecoder();
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(base64.decode(stored.publicKey()))),
          factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(stored.privateKey()))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key of the ACME account is damaged", e);
    }
  }
}
