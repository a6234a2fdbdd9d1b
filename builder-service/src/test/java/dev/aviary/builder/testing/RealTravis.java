package dev.aviary.builder.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** Signs deliveries as Travis does, and serves its public key as Travis's config address does. */
public final class RealTravis implements AutoCloseable {
  private final HttpServer server;
  private volatile KeyPair keys;
  private volatile boolean answers = true;

  private RealTravis(HttpServer server) {
    this.server = server;
    this.keys = newKeys();
  }

  public static RealTravis start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var travis = new RealTravis(server);
      server.createContext(
          "/config",
          exchange -> {
            byte[] body = travis.config().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(travis.answers ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return travis;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a builder needs to trust it. */
  public String configUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/config";
  }

  /** From now on the config address answers or is out of order. */
  public void answers(boolean now) {
    answers = now;
  }

  /** Base64, as in the header. */
  public String sign(String payload) {
    try {
      var signature = Signature.getInstance("SHA1withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(payload.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The body of a delivery. */
  public static String form(String payload) {
    return "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private String config() {
    String pem =
        "-----BEGIN PUBLIC KEY-----\\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPublic().getEncoded())
                .replace("\n", "\\n")
            + "\\n-----END PUBLIC KEY-----\\n";
    return """
    {"@type":"config","config":{"host":"travis-ci.org","notifications":\
    {"webhook":{"public_key":"%s"}}}}\
    """
        .formatted(pem);
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
