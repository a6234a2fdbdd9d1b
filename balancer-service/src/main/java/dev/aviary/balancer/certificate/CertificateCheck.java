package dev.aviary.balancer.certificate;

import dev.aviary.contract.http.BodyFault;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whether browsers would take a certificate for the hosts of an app: all that speaks against it.
 */
public final class CertificateCheck {
  private static final String SERVER = "1.3.6.1.5.5.7.3.1";
  private static final Set<Integer> CURVES = Set.of(256, 384);
  private static final int LEAST_RSA = 2_048;
  private static final int MOST_RSA = 4_096;

  private final Certificate certificate;
  private final List<BodyFault> faults = new ArrayList<>();

  private CertificateCheck(Certificate certificate) {
    this.certificate = certificate;
  }

  /**
   * What is wrong, and what to do about each; nothing when it can be put in force.
   *
   * @param hosts that it has to be for
   */
  public static List<BodyFault> faults(Certificate certificate, List<String> hosts, Instant now) {
    var check = new CertificateCheck(certificate);
    check.kind();
    check.fit();
    check.order();
    check.completeness();
    check.time(now);
    check.purpose();
    check.names(hosts);
    return List.copyOf(check.faults);
  }

  private void chain(String detail) {
    faults.add(new BodyFault("/chain", detail));
  }

  private void kind() {
    PublicKey key = certificate.leaf().getPublicKey();
    switch (key) {
      case RSAPublicKey rsa -> {
        int bits = rsa.getModulus().bitLength();
        if (bits < LEAST_RSA || bits > MOST_RSA) {
          chain("its RSA key has %d bits; make one of 2,048 to 4,096, or P-256".formatted(bits));
        }
      }
      case ECPublicKey ec -> {
        int bits = ec.getParams().getCurve().getField().getFieldSize();
        if (!CURVES.contains(bits)) {
          chain(
              "its key is on a curve of %d bits that browsers do not take; make one on P-256"
                  .formatted(bits));
        }
      }
      default ->
          chain(
              "its key is of the kind %s; make one on P-256, or RSA".formatted(key.getAlgorithm()));
    }
    for (X509Certificate each : certificate.chain()) {
      String signed = each.getSigAlgName().toUpperCase(Locale.ROOT);
      if (!selfSigned(each) && (signed.startsWith("SHA1") || signed.startsWith("MD5"))) {
        chain(
            "%s is signed with %s, which browsers refuse"
                .formatted(subject(each), each.getSigAlgName()));
      }
    }
  }

  /** Signs something and looks whether the certificate confirms it. */
  private void fit() {
    PublicKey key = certificate.leaf().getPublicKey();
    String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    try {
      byte[] text = certificate.leaf().getSerialNumber().toByteArray();
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(certificate.key());
      signer.update(text);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(key);
      verifier.update(text);
      if (verifier.verify(signature)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      // It does not fit.
    }
    faults.add(
        new BodyFault(
            "/key", "is not the key of this certificate; give the one that it was requested with"));
  }

  private void order() {
    List<X509Certificate> chain = certificate.chain();
    for (int i = 0; i + 1 < chain.size(); i++) {
      X509Certificate issued = chain.get(i);
      X509Certificate issuer = chain.get(i + 1);
      if (!signedBy(issued, issuer)) {
        chain(
            "%s is not signed by %s, which follows it; give the host's certificate first, then that of its issuer, and so on (fullchain.pem)"
                .formatted(subject(issued), subject(issuer)));
      } else if (issuer.getBasicConstraints() < 0) {
        chain("%s may not sign certificates".formatted(subject(issuer)));
      }
    }
  }

  /** The root itself need not be there: browsers have it. */
  private void completeness() {
    X509Certificate last = certificate.chain().getLast();
    if (certificate.chain().size() == 1 && !selfSigned(last) && !signedByRoot(last)) {
      chain(
          "the certificate of its issuer, %s, is missing; give it behind the host's (fullchain.pem)"
              .formatted(last.getIssuerX500Principal().getName()));
    }
  }

  private void time(Instant now) {
    for (X509Certificate each : certificate.chain()) {
      if (now.isAfter(each.getNotAfter().toInstant())) {
        chain(
            "%s ended on %s; give a renewed one"
                .formatted(subject(each), each.getNotAfter().toInstant()));
      } else if (now.isBefore(each.getNotBefore().toInstant())) {
        chain(
            "%s is valid from %s on; give it then, or set this machine's clock"
                .formatted(subject(each), each.getNotBefore().toInstant()));
      }
    }
  }

  private void purpose() {
    X509Certificate leaf = certificate.leaf();
    try {
      List<String> purposes = leaf.getExtendedKeyUsage();
      if (purposes != null && !purposes.contains(SERVER)) {
        chain("%s is not for servers; request one for serverAuth".formatted(subject(leaf)));
      }
    } catch (CertificateParsingException e) {
      chain("%s says in no valid form what it is for".formatted(subject(leaf)));
    }
  }

  private void names(List<String> hosts) {
    List<String> missing = hosts.stream().filter(host -> !certificate.covers(host)).toList();
    if (!missing.isEmpty()) {
      chain(
          "it is for %s and not for %s; request one for all hosts of the app"
              .formatted(
                  certificate.names().isEmpty()
                      ? "no DNS name (subjectAltName)"
                      : String.join(", ", certificate.names()),
                  String.join(", ", missing)));
    }
  }

  private static boolean selfSigned(X509Certificate certificate) {
    return signedBy(certificate, certificate);
  }

  private static boolean signedBy(X509Certificate issued, X509Certificate issuer) {
    if (!issued.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    try {
      issued.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The public roots as Java knows them. */
  private static boolean signedByRoot(X509Certificate certificate) {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((java.security.KeyStore) null);
      for (TrustManager each : factory.getTrustManagers()) {
        if (each instanceof X509TrustManager roots
            && Arrays.stream(roots.getAcceptedIssuers())
                .anyMatch(root -> signedBy(certificate, root))) {
          return true;
        }
      }
      return false;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String subject(X509Certificate certificate) {
    String name = certificate.getSubjectX500Principal().getName();
    return name.isEmpty()
        ? "the certificate " + certificate.getSerialNumber().toString(16)
        : name.lines().collect(Collectors.joining(" "));
  }
}
