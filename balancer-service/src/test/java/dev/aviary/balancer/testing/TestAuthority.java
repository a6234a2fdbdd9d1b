package dev.aviary.balancer.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority with an intermediate one, made by {@code openssl}. */
public final class TestAuthority {
  private static final String CURVE = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";

  private final Path folder;
  private int issued;

  public TestAuthority() throws IOException {
    folder = Files.createTempDirectory(Path.of("target"), "authority");
    openssl("req -x509 " + CURVE + " -keyout root.key -out root.pem -days 30 -subj /CN=root");
    openssl("req -new " + CURVE + " -keyout middle.key -out middle.csr -subj /CN=middle");
    sign("middle", "root", "basicConstraints=critical,CA:TRUE", "-days 30");
  }

  /**
   * What an owner gives, in PEM.
   *
   * @param leaf the certificate of the names
   * @param issuer that of its issuer
   * @param key the private key of the first
   */
  public record Issued(String leaf, String issuer, String key) {
    public String chain() {
      return leaf + issuer;
    }
  }

  /** A certificate for these names, valid for a month. */
  public Issued issue(String... names) throws IOException {
    return issueWith(CURVE, "-days 30", names);
  }

  /**
   * @param key options that make its key
   * @param validity options that say for how long it is valid
   */
  public Issued issueWith(String key, String validity, String... names) throws IOException {
    String name = "leaf" + issued++;
    openssl("req -new %s -keyout %s.key -out %2$s.csr -subj /CN=%2$s".formatted(key, name));
    String all = Stream.of(names).map(each -> "DNS:" + each).collect(Collectors.joining(","));
    sign(
        name,
        "middle",
        all.isEmpty() ? "basicConstraints=CA:FALSE" : "subjectAltName=" + all,
        validity);
    return new Issued(text(name + ".pem"), text("middle.pem"), text(name + ".key"));
  }

  /** Trusts this authority and no other. */
  public SSLContext trust() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(root())) {
      store.setCertificateEntry(
          "root",
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  public Path root() {
    return folder.resolve("root.pem");
  }

  private void sign(String name, String issuer, String extension, String validity)
      throws IOException {
    Files.writeString(folder.resolve(name + ".ext"), extension + "\n");
    openssl(
        "x509 -req -in %1$s.csr -CA %2$s.pem -CAkey %2$s.key -CAcreateserial -out %1$s.pem -extfile %1$s.ext %3$s"
            .formatted(name, issuer, validity));
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private void openssl(String options) throws IOException {
    var command = Stream.concat(Stream.of("openssl"), Arrays.stream(options.split(" ", -1)));
    run(command.toList());
  }

  private void run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
