package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * How an app's hosts are served over TLS. What is set here counts at once.
 *
 * @param mode {@code auto}: certificates are ordered from a certificate authority; {@code own}: the
 *     owner gives one; {@code off}: the hosts are served without TLS alone
 * @param redirect whether a request without TLS is answered 308 with the same address under {@code
 *     https}, once there is a certificate for its host
 * @param hsts seconds for which browsers ask the host by TLS alone ({@code
 *     Strict-Transport-Security}, RFC 6797), 0 to 63,072,000; 0: the field is not sent
 */
@Serdeable
public record TlsOptions(String mode, Boolean redirect, Integer hsts) {
  private static final String OFF = "off";
  private static final List<String> MODES = List.of("auto", "own", OFF);

  /** Two years: what lists of hosts that browsers ship with ask for at most. */
  private static final int LONGEST = 63_072_000;

  public static final TlsOptions DEFAULT = new TlsOptions(OFF, false, 0);

  public TlsOptions {
    mode = mode == null ? OFF : mode;
    Check.that(MODES.contains(mode), "tls.mode is '" + mode + "'; give auto, own or off");
    redirect = redirect != null && redirect;
    hsts = Check.range(hsts == null ? 0 : hsts, 0, LONGEST, "tls.hsts");
    Check.that(
        !mode.equals(OFF) || (!redirect && hsts == 0),
        "tls.mode is off: redirect and hsts would lead visitors to a port that does not answer them;"
            + " give auto or own, or leave both out");
  }

  public boolean on() {
    return !mode.equals(OFF);
  }

  /** Whether certificates are ordered from a certificate authority. */
  public boolean ordered() {
    return mode.equals("auto");
  }

  /** Whether the owner gives the certificate. */
  public boolean given() {
    return mode.equals("own");
  }
}
