#!/usr/bin/env bash
# acme4j's certificate for tls-alpn-01 cannot be made with an EC key.
#
# acme4j-client 4.0.0, bcpkix 1.83, JDK 17 or later.
#
# TlsAlpn01Challenge.createCertificate(keyPair, identifier), by CertificateUtils.createTlsAlpn01Certificate, takes any
# KeyPair, and acme4j's certificate requests (CSRBuilder) take EC ones. With a key of P-256 the certificate is refused: "Could not build certificate". CertificateUtils signs by SHA256withRSA whatever the key
# is. With an RSA key it is made.
#
# Seen:
#   RSA: SHA256withRSA
#   EC: Could not build certificate: java.security.InvalidKeyException
#
# Exits 0 when it is so, 1 when that changed, 2 when the packages could not be had.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.shredzone.acme4j</groupId><artifactId>acme4j-client</artifactId><version>4.0.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
POM
timeout 120 mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=classpath || exit 2

cat > Challenge.java <<'JAVA'
import java.security.*;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.util.CertificateUtils;

class Challenge {
  public static void main(String[] args) throws Exception {
    String rsa = made(keys("RSA", 2048));
    String ec = made(keys("EC", 256));
    System.out.println("RSA: " + rsa);
    System.out.println("EC: " + ec);
    System.exit(rsa.equals("SHA256withRSA") && ec.startsWith("Could not build certificate") ? 0 : 1);
  }

  static KeyPair keys(String algorithm, int bits) throws Exception {
    var generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  static String made(KeyPair keys) throws Exception {
    try {
      return CertificateUtils.createTlsAlpn01Certificate(keys, Identifier.dns("a.example"), new byte[32]).getSigAlgName();
    } catch (IllegalArgumentException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return e.getMessage() + ": " + cause.getClass().getName();
    }
  }
}
JAVA
timeout 50 java -cp "$(cat classpath)" Challenge.java
