package dev.aviary.balancer.acme;

import dev.aviary.contract.testing.RealRedis;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.shredzone.acme4j.toolbox.AcmeUtils;
import org.shredzone.acme4j.toolbox.AcmeUtils.PemLabel;

/**
 * Let's Encrypt's ACME server for tests, and its name server, on ports of loopback: Debian's {@code
 * pebble} and {@code pebble-challtestsrv}. Every name leads to 127.0.0.1 at first.
 */
final class Pebble implements AutoCloseable {
  /** The external account that it knows. */
  static final String EAB_KEY_ID = "kid-1";

  static final String EAB_HMAC = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W";

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final Path folder;
  private final int port = RealRedis.freePort();
  private final int names = RealRedis.freePort();
  private final int namesControl = RealRedis.freePort();
  private final PrivateKey key;
  private final X509Certificate certificate;
  private final Process nameServer;
  private final Process server;

  /**
   * What a server of its own is like.
   *
   * @param httpPort where it asks for http-01
   * @param tlsPort where it asks for tls-alpn-01
   * @param external whether it wants an external account
   * @param seconds for which its certificates are valid
   * @param refusedNonces of a hundred good ones
   */
  record Options(int httpPort, int tlsPort, boolean external, int seconds, int refusedNonces) {}

  private Pebble(Options options) throws Exception {
    folder = Files.createTempDirectory(Path.of("target"), "pebble").toAbsolutePath();
    KeyPair keys = Keys256.make();
    key = keys.getPrivate();
    certificate = certificate(keys);
    Files.writeString(authority(), pem(certificate.getEncoded(), PemLabel.CERTIFICATE));
    Files.writeString(folder.resolve("key.pem"), pem(key.getEncoded(), PemLabel.PRIVATE_KEY));
    Files.writeString(folder.resolve("config.json"), config(options));
    nameServer =
        launch(
            "names.log",
            List.of(
                "pebble-challtestsrv",
                "-dns01",
                "127.0.0.1:" + names,
                "-management",
                "127.0.0.1:" + namesControl,
                "-defaultIPv6",
                "",
                "-http01",
                "",
                "-https01",
                "",
                "-tlsalpn01",
                ""),
            Map.of());
    var environment = new HashMap<String, String>();
    environment.put("PEBBLE_VA_NOSLEEP", "1");
    environment.put("PEBBLE_AUTHZREUSE", "0");
    environment.put("PEBBLE_WFE_NONCEREJECT", Integer.toString(options.refusedNonces()));
    server =
        launch(
            "pebble.log",
            List.of("pebble", "-config", "config.json", "-dnsserver", "127.0.0.1:" + names),
            environment);
    try {
      awaitPort(namesControl, nameServer);
      awaitPort(port, server);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  static Pebble start(Options options) throws Exception {
    return new Pebble(options);
  }

  /** The settings of a balancer that orders here. */
  Map<String, String> settings() {
    return Map.of(
        "aviary.acme.directory",
        "https://localhost:" + port + "/dir",
        "aviary.acme.ca-file",
        authority().toString(),
        "aviary.acme.terms-agreed",
        "true");
  }

  /** The certificate of the server, which is its own authority. */
  Path authority() {
    return folder.resolve("cert.pem");
  }

  /** TLS of a server with that certificate. */
  SSLContext serverContext() throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry("own", key, new char[0], new Certificate[] {certificate});
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** Makes a name lead to another address. */
  void leads(String host, String address) throws IOException, InterruptedException {
    control("clear-a", "{\"host\": \"%s.\"}".formatted(host));
    control("add-a", "{\"host\": \"%s.\", \"addresses\": [\"%s\"]}".formatted(host, address));
  }

  private void control(String what, String json) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + namesControl + "/" + what))
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build(),
          HttpResponse.BodyHandlers.discarding());
    }
  }

  /**
   * Lets Debian's certbot order a certificate, which answers http-01 itself.
   *
   * @param port where it listens
   * @return its exit status
   */
  int certbot(String host, int port) throws Exception {
    Process certbot =
        launch(
            "certbot.log",
            List.of(
                "certbot",
                "certonly",
                "--standalone",
                "--non-interactive",
                "--agree-tos",
                "--register-unsafely-without-email",
                "--server",
                "https://localhost:" + this.port + "/dir",
                "--http-01-address",
                "127.0.0.1",
                "--http-01-port",
                Integer.toString(port),
                "--config-dir",
                "certbot",
                "--work-dir",
                "certbot",
                "--logs-dir",
                "certbot",
                "--domain",
                host),
            Map.of("REQUESTS_CA_BUNDLE", authority().toString()));
    return certbot.waitFor();
  }

  String certbotLog() throws IOException {
    return Files.readString(folder.resolve("certbot.log"));
  }

  /** How often it tried to validate this name. */
  long validations(String host) throws IOException {
    return log()
        .lines()
        .filter(line -> line.contains("Pulled a task") && line.contains(host))
        .count();
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("pebble.log"));
  }

  private String config(Options options) {
    return """
    {"pebble": {
      "listenAddress": "127.0.0.1:%d",
      "managementListenAddress": "",
      "certificate": "cert.pem", "privateKey": "key.pem",
      "httpPort": %d, "tlsPort": %d,
      "ocspResponderURL": "",
      "externalAccountBindingRequired": %b,
      "externalAccountMACKeys": {"%s": "%s"},
      "certificateValidityPeriod": %d
    }}
    """
        .formatted(
            port,
            options.httpPort(),
            options.tlsPort(),
            options.external(),
            EAB_KEY_ID,
            EAB_HMAC,
            options.seconds());
  }

  private static X509Certificate certificate(KeyPair keys) throws Exception {
    var name = new X500Name("CN=localhost");
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(now.minusSeconds(60)),
            Date.from(now.plusSeconds(86_400)),
            name,
            keys.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  private static String pem(byte[] encoded, PemLabel label) throws IOException {
    var text = new StringWriter();
    AcmeUtils.writeToPem(encoded, label, text);
    return text.toString();
  }

  private Process launch(String log, List<String> command, Map<String, String> environment)
      throws IOException {
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(log).toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private void awaitPort(int which, Process process) throws IOException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (true) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), which)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IOException("no server on " + which + ": " + log(), notYet);
        }
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (Process each : List.of(server, nameServer)) {
      each.destroy();
      if (!each.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        each.destroyForcibly();
      }
    }
  }
}
