package dev.aviary.system.ci;

import com.sun.net.httpserver.HttpServer;
import dev.aviary.system.stack.Answer;
import dev.aviary.system.stack.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** Travis CI as Aviary meets it: it serves its public key, and signs what it delivers. */
public final class Travis implements AutoCloseable {
  /** A finished build of a branch. */
  public record Build(
      String slug, String branch, String commit, int number, String type, String state) {
    /** A push whose build passed. */
    public static Build passed(String slug, String branch, String commit, int number) {
      return new Build(slug, branch, commit, number, "push", "passed");
    }

    /** A push whose build failed. */
    public static Build failed(String slug, String branch, String commit, int number) {
      return new Build(slug, branch, commit, number, "push", "failed");
    }

    /** A pull request whose build passed: anybody's code, on somebody else's word. */
    public static Build pullRequest(String slug, String branch, String commit, int number) {
      return new Build(slug, branch, commit, number, "pull_request", "passed");
    }
  }

  private final KeyPair keys;
  private final HttpServer config;

  public Travis() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      keys = generator.generateKeyPair();
      config = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      byte[] body = publicConfig().getBytes(StandardCharsets.UTF_8);
      config.createContext(
          "/config",
          exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      config.start();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public String configUrl() {
    return "http://127.0.0.1:" + config.getAddress().getPort() + "/config";
  }

  /** Delivers a build's outcome to the builder's webhook. */
  public Answer deliver(Http builder, Build build) {
    String payload = payload(build);
    return builder.send(
        builder
            .open("/webhooks/travis")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Signature", sign(payload))
            .POST(
                BodyPublishers.ofString(
                    "payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8)))
            .build());
  }

  private String sign(String payload) {
    try {
      var signature = Signature.getInstance("SHA1withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(payload.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String payload(Build build) {
    String[] slug = build.slug().split("/", 2);
    boolean passed = build.state().equals("passed");
    return """
    {"id": %d, "number": "%d", "type": "%s", "state": "%s", "status": %d, "result": %d,
     "pull_request": %b, "tag": null, "branch": "%s", "commit": "%s",
     "message": "Show the pictures", "author_name": "Ada",
     "repository": {"id": 1, "owner_name": "%s", "name": "%s"}}\
    """
        .formatted(
            1000 + build.number(),
            build.number(),
            build.type(),
            build.state(),
            passed ? 0 : 1,
            passed ? 0 : 1,
            build.type().equals("pull_request"),
            build.branch(),
            build.commit(),
            slug[0],
            slug[1]);
  }

  /** The key as Travis serves it: PEM in JSON, so its line breaks are escaped. */
  private String publicConfig() {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.UTF_8));
    String pem =
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(lines.encodeToString(keys.getPublic().getEncoded()));
    return "{\"config\":{\"notifications\":{\"webhook\":{\"public_key\":\"%s\"}}}}"
        .formatted(pem.replace("\n", "\\n"));
  }

  @Override
  public void close() {
    config.stop(0);
  }
}
