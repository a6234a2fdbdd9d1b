package dev.aviary.monitor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates of a test, made by the JDK's own keytool in a directory of the test. */
public final class Certificates {
  private static final String PASSWORD = "changeit";

  private final Path directory;
  private int n;

  /** Makes an authority: {@link #authority()}. */
  public Certificates(Path directory) {
    this.directory = directory;
    make("authority", "-ext", "bc:c=ca:true", "-validity", "30");
    run("-exportcert", "-rfc", "-alias", "authority", "-file", authority().toString());
  }

  /** The authority's certificate, in PEM. */
  public Path authority() {
    return directory.resolve("authority.pem");
  }

  /** A server's certificate that the authority issued for 127.0.0.1. */
  public SSLContext issued() {
    return issued("ip:127.0.0.1", "-validity", "30");
  }

  /** One for another host. */
  public SSLContext issuedForAnotherHost() {
    return issued("dns:mail.example.org", "-validity", "30");
  }

  /** One whose time is over. */
  public SSLContext expired() {
    return issued("ip:127.0.0.1", "-startdate", "-10d", "-validity", "1");
  }

  /** One that nobody vouches for, for 127.0.0.1. */
  public SSLContext selfSigned() {
    String alias = "self-" + n++;
    make(alias, "-ext", "san=ip:127.0.0.1", "-validity", "30");
    return context(alias);
  }

  private SSLContext issued(String name, String... validity) {
    String alias = "issued-" + n++;
    Path request = directory.resolve(alias + ".csr");
    Path answer = directory.resolve(alias + ".pem");
    make(alias);
    run("-certreq", "-alias", alias, "-file", request.toString());
    var sign = new ArrayList<String>();
    sign.addAll(List.of("-gencert", "-alias", "authority", "-rfc", "-ext", "san=" + name));
    sign.addAll(List.of("-infile", request.toString(), "-outfile", answer.toString()));
    sign.addAll(List.of(validity));
    run(sign.toArray(String[]::new));
    run("-importcert", "-noprompt", "-alias", alias, "-file", answer.toString());
    return context(alias);
  }

  private void make(String alias, String... more) {
    var command = new ArrayList<String>();
    command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC"));
    command.addAll(List.of("-dname", "CN=" + alias));
    command.addAll(List.of(more));
    run(command.toArray(String[]::new));
  }

  private void run(String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store().toString(), "-storepass", PASSWORD));
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Only this entry: the server would choose another one otherwise. */
  private SSLContext context(String alias) {
    try (var in = Files.newInputStream(store())) {
      KeyStore all = KeyStore.getInstance("PKCS12");
      all.load(in, PASSWORD.toCharArray());
      KeyStore one = KeyStore.getInstance("PKCS12");
      one.load(null, null);
      one.setKeyEntry(
          alias,
          all.getKey(alias, PASSWORD.toCharArray()),
          PASSWORD.toCharArray(),
          all.getCertificateChain(alias));
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(one, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Path store() {
    return directory.resolve("keys.p12");
  }
}
