#!/usr/bin/env bash
# Simple Java Mail's withCustomSSLFactoryInstance has no effect with TransportStrategy.SMTPS.
#
# org.simplejavamail:simple-java-mail 8.12.6, JDK 17 or later.
#
# The strategy SMTPS sends by Jakarta Mail's protocol "smtps", whose properties begin with mail.smtps. The factory is put
# under mail.smtp.ssl.socketFactory whatever the strategy is, so that "smtps" never sees it: a server whose certificate is
# of an own authority, which the factory would trust, is refused. With SMTP_TLS (STARTTLS) the same line works. It helps
# to put the factory into the session under the name of the protocol that is used.
#
# Seen:
#   SMTP_TLS reads mail.smtp.ssl.socketFactory: the factory
#   SMTPS reads mail.smtps.ssl.socketFactory: nothing
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
    <dependency>
      <groupId>org.simplejavamail</groupId><artifactId>simple-java-mail</artifactId><version>8.12.6</version>
    </dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
POM
timeout 120 mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=classpath || exit 2

cat > Factory.java <<'JAVA'
import javax.net.ssl.SSLSocketFactory;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.mailer.MailerBuilder;

class Factory {
  public static void main(String[] args) {
    boolean starttls = reads(TransportStrategy.SMTP_TLS, "mail.smtp.ssl.socketFactory");
    boolean tls = reads(TransportStrategy.SMTPS, "mail.smtps.ssl.socketFactory");
    System.exit(starttls && !tls ? 0 : 1);
  }

  static boolean reads(TransportStrategy strategy, String property) {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var session = MailerBuilder.withSMTPServer("mail.example.org", 2525, "user", "password")
        .withTransportStrategy(strategy)
        .withCustomSSLFactoryInstance(factory)
        .buildMailer()
        .getSession();
    boolean there = session.getProperties().get(property) == factory;
    System.out.println(strategy.name() + " reads " + property + ": " + (there ? "the factory" : "nothing"));
    return there;
  }
}
JAVA
timeout 50 java -cp "$(cat classpath)" Factory.java
