#!/usr/bin/env bash
# JGit's Apache ssh client offers no Ed25519 key until Bouncy Castle is added, on a JDK that has Ed25519 itself.
#
# org.eclipse.jgit.ssh.apache 7.8.1.202611041320-r with what it depends on, JDK 17 or later.
#
# Java has Ed25519 since 15 (JEP 339), and ssh-ed25519 is what ssh-keygen makes and git servers advise. The sshd library under
# JGit does not use Java's: it looks for net.i2p.crypto:eddsa or org.bouncycastle:bcprov-jdk18on, and JGit's artifact depends on
# neither. Nothing fails at the start: the key type is missing from what the library supports, an Ed25519 key is passed over
# when it is offered, and a host key of that type cannot be checked. Who uses JGit over ssh has to add bcprov-jdk18on.
#
# Seen:
#   java: Ed25519
#   without bouncy castle: ssh-ed25519 supported false
#   with bouncy castle: ssh-ed25519 supported true
#
# Exits 0 when it is so, 1 when that changed, 2 when the packages could not be had.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

classpath() {
  cat > pom.xml <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.eclipse.jgit</groupId><artifactId>org.eclipse.jgit.ssh.apache</artifactId>
      <version>7.8.1.202611041320-r</version>
    </dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
    $2
  </dependencies>
</project>
POM
  timeout 60 mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$1" || exit 2
}

classpath plain ''
classpath castle '<dependency><groupId>org.bouncycastle</groupId><artifactId>bcprov-jdk18on</artifactId><version>1.85</version></dependency>'

cat > Finding.java <<'JAVA'
import java.security.KeyPairGenerator;
import org.apache.sshd.common.signature.BuiltinSignatures;

class Finding {
  public static void main(String[] args) throws Exception {
    System.out.println("java: " + KeyPairGenerator.getInstance("Ed25519").getAlgorithm());
    boolean supported = BuiltinSignatures.ed25519.isSupported();
    System.out.println(args[0] + ": ssh-ed25519 supported " + supported);
    System.exit(supported == Boolean.parseBoolean(args[1]) ? 0 : 1);
  }
}
JAVA
timeout 25 java -cp "$(cat plain)" Finding.java 'without bouncy castle' false
timeout 25 java -cp "$(cat castle)" Finding.java 'with bouncy castle' true
