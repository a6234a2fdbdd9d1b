package dev.aviary.benchmark.proxy;

import dev.aviary.system.stack.Shell;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate of a host of loopback that signs itself, on P-256, in PEM files.
 *
 * @param chain the file of the certificate
 */
record ServerCertificate(Path chain, Path key) {
  static final String HOST = "localhost";

  /** Makes one with {@code openssl}. */
  static ServerCertificate make(Path folder) {
    var made = new ServerCertificate(folder.resolve("host.pem"), folder.resolve("host.key"));
    Shell.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "30",
        "-subj",
        "/CN=" + HOST,
        "-addext",
        "subjectAltName=DNS:" + HOST,
        "-keyout",
        made.key.toString(),
        "-out",
        made.chain.toString());
    return made;
  }

  /** Gives it to a balancer by the admin API. */
  void give(int adminPort) {
    try (var client = HttpClient.newHttpClient()) {
      byte[] body =
          ObjectMapper.getDefault()
              .writeValueAsBytes(
                  Map.of("chain", Files.readString(chain), "key", Files.readString(key)));
      String path = "/apps/" + Routes.SECURED + "/certificate";
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + path))
              .header("Authorization", "Bearer " + BalancerLaunch.TOKEN)
              .header("Content-Type", "application/json")
              .PUT(BodyPublishers.ofByteArray(body))
              .build();
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A client's side that trusts this certificate alone and speaks TLS 1.3. */
  SSLContext trust() {
    try (var in = Files.newInputStream(chain)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          HOST, CertificateFactory.getInstance("X.509").generateCertificate(in));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLSv1.3");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
