package dev.aviary.balancer.acme;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.file.CaFile;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where certificates are ordered, and under which account.
 *
 * @param directory address of the ACME server's directory (RFC 8555, section 7.1.1); empty: Let's
 *     Encrypt's
 * @param staging whether Let's Encrypt's staging server is asked, whose certificates no browser
 *     trusts and whose limits are wide
 * @param contact mail address that the authority may write to; empty: none
 * @param termsAgreed whether the owner agrees to the authority's terms of service
 * @param eabKeyId of the key that binds the ACME account to one that the owner has with the
 *     authority (RFC 8555, section 7.3.4); empty: none is needed
 * @param eabHmac that key, in base64url
 * @param caFile PEM file with the authorities that may have issued the ACME server's certificate,
 *     in the place of the public ones; empty, or a file that is empty: the public ones
 * @param retryFirst the longest wait after one failed order of a name, 1 s to 1 h
 * @param retryMost the longest wait after many, {@code retryFirst} to 24 h
 * @param patience how long the authority may take to validate a name, and to issue, 1 s to 10 min
 */
@Context
@ConfigurationProperties("aviary.acme")
record AcmeSettings(
    @Nullable String directory,
    @Bindable(defaultValue = "false") boolean staging,
    @Nullable String contact,
    @Bindable(defaultValue = "false") boolean termsAgreed,
    @Nullable String eabKeyId,
    @Nullable String eabHmac,
    @Nullable String caFile,
    @Bindable(defaultValue = "1m") @NotNull Duration retryFirst,
    @Bindable(defaultValue = "6h") @NotNull Duration retryMost,
    @Bindable(defaultValue = "2m") @NotNull Duration patience) {
  static final String LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory";
  static final String STAGING = "https://acme-staging-v02.api.letsencrypt.org/directory";

  private static final Pattern MAIL = Pattern.compile("[^\\s@<>,;?\"]+@[^\\s@<>,;?\"]+");
  private static final Pattern BASE64_URL = Pattern.compile("[A-Za-z0-9_-]+={0,2}");

  AcmeSettings {
    directory = text(directory);
    contact = text(contact);
    eabKeyId = text(eabKeyId);
    eabHmac = text(eabHmac);
    caFile = text(caFile);
    Check.that(
        directory.isEmpty() || directory.matches("https://[^\\s]+"),
        "AVIARY_ACME_DIRECTORY is '" + directory + "'; give an address that begins with https://");
    Check.that(
        directory.isEmpty() || !staging,
        "AVIARY_ACME_STAGING is Let's Encrypt's; leave it out, or leave AVIARY_ACME_DIRECTORY out");
    Check.that(
        contact.isEmpty() || MAIL.matcher(contact).matches(),
        "AVIARY_ACME_CONTACT: '" + contact + "' is not a mail address");
    Check.that(
        eabKeyId.isEmpty() == eabHmac.isEmpty(),
        "give both AVIARY_ACME_EAB_KEY_ID and AVIARY_ACME_EAB_HMAC, or neither");
    Check.that(
        eabHmac.isEmpty() || BASE64_URL.matcher(eabHmac).matches(),
        "AVIARY_ACME_EAB_HMAC is not base64url (RFC 4648, section 5); copy it as the authority gave"
            + " it");
    if (!caFile.isEmpty()) {
      CaFile.read("AVIARY_ACME_CA_FILE", Path.of(caFile));
    }
    Check.range(retryFirst, Duration.ofSeconds(1), Duration.ofHours(1), "aviary.acme.retry-first");
    Check.range(retryMost, retryFirst, Duration.ofHours(24), "aviary.acme.retry-most");
    Check.range(patience, Duration.ofSeconds(1), Duration.ofMinutes(10), "aviary.acme.patience");
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  /** The directory that is asked. */
  URI server() {
    String named = text(directory);
    return URI.create(!named.isEmpty() ? named : staging ? STAGING : LETS_ENCRYPT);
  }

  /** As it stands in an account (RFC 6068); null: none. */
  @Nullable URI contactAddress() {
    String address = text(contact);
    return address.isEmpty() ? null : URI.create("mailto:" + address);
  }

  /** The owner's own authorities; null: the public ones. */
  @Nullable CaFile authorities() {
    String file = text(caFile);
    CaFile read = file.isEmpty() ? null : CaFile.read("AVIARY_ACME_CA_FILE", Path.of(file));
    return read == null || read.isEmpty() ? null : read;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "AcmeSettings[%s, contact %s, terms agreed %s, external account %s]"
        .formatted(server(), contact, termsAgreed, eabKeyId);
  }
}
