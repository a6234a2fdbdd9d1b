package dev.aviary.builder.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An authority that nobody knows, and a certificate of it for 127.0.0.1, made by the JDK's keytool.
 *
 * @param pem the authority's own certificate
 * @param server what a server shows
 */
public record OwnAuthority(String pem, SSLContext server) {
  private static final String PASSWORD = "of-a-test";

  public static OwnAuthority in(Path folder) {
    try {
      String authority = folder.resolve("authority.p12").toString();
      String server = folder.resolve("server.p12").toString();
      String request = folder.resolve("server.csr").toString();
      String signed = folder.resolve("server.pem").toString();
      String pem = folder.resolve("authority.pem").toString();
      keytool(
          authority,
          "-genkeypair",
          "-alias",
          "a",
          "-keyalg",
          "EC",
          "-dname",
          "CN=Own",
          "-ext",
          "bc:c=ca:true");
      keytool(authority, "-exportcert", "-alias", "a", "-rfc", "-file", pem);
      keytool(server, "-genkeypair", "-alias", "s", "-keyalg", "EC", "-dname", "CN=git");
      keytool(server, "-certreq", "-alias", "s", "-file", request);
      keytool(
          authority,
          "-gencert",
          "-alias",
          "a",
          "-infile",
          request,
          "-outfile",
          signed,
          "-rfc",
          "-ext",
          "san=ip:127.0.0.1");
      keytool(server, "-importcert", "-alias", "a", "-file", pem, "-noprompt");
      keytool(server, "-importcert", "-alias", "s", "-file", signed, "-noprompt");
      return new OwnAuthority(Files.readString(Path.of(pem)), context(Path.of(server)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("no certificate could be made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(String store, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store, "-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
