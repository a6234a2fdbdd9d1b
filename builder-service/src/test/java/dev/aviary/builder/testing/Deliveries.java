package dev.aviary.builder.testing;

import dev.aviary.builder.trigger.BuildTokens;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs and posts deliveries as forges do, by the text that a person enters there. */
public final class Deliveries {
  private final RunningBuilder builder;

  public Deliveries(RunningBuilder builder) {
    this.builder = builder;
  }

  /** What a person enters as secret. */
  public String secret(String app) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(builder.bean(BuildTokens.class).webhookKey(app));
  }

  public HttpResponse<String> github(String app, String event, String json) {
    return builder.send(
        unsigned("github", event, json)
            .header("X-Hub-Signature-256", "sha256=" + hex(secret(app), json)));
  }

  /** As GitHub sends it where the content type is a form: the form is what is signed. */
  public HttpResponse<String> githubForm(String app, String event, String json) {
    String form = "payload=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
    return builder.send(
        unsigned("github", event, form)
            .setHeader("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Hub-Signature-256", "sha256=" + hex(secret(app), form)));
  }

  public HttpResponse<String> gitlab(String app, String event, String json) {
    return builder.send(unsigned("gitlab", event, json).header("X-Gitlab-Token", secret(app)));
  }

  /** With GitLab's signing token. */
  public HttpResponse<String> gitlabSigned(String app, String event, String json) {
    byte[] key = Base64.getUrlDecoder().decode(secret(app));
    byte[] code = hmac(key, "id-1.1790000000." + json);
    return builder.send(
        unsigned("gitlab", event, json)
            .header("webhook-id", "id-1")
            .header("webhook-timestamp", "1790000000")
            .header("webhook-signature", "v1,AAAA v1," + Base64.getEncoder().encodeToString(code)));
  }

  public HttpResponse<String> gitea(String app, String event, String json) {
    return builder.send(
        unsigned("gitea", event, json).header("X-Gitea-Signature", hex(secret(app), json)));
  }

  public HttpResponse<String> forgejo(String app, String event, String json) {
    return builder.send(
        post("gitea", json)
            .header("X-Forgejo-Event", event)
            .header("X-Forgejo-Signature", hex(secret(app), json)));
  }

  /** As Gitea sends it where the content type is a form: the payload is what is signed. */
  public HttpResponse<String> giteaForm(String app, String event, String json) {
    String form = "payload=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
    return builder.send(
        unsigned("gitea", event, form)
            .setHeader("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Gitea-Signature", hex(secret(app), json)));
  }

  public HttpResponse<String> bitbucket(String app, String event, String json) {
    return builder.send(
        unsigned("bitbucket", event, json)
            .header("X-Hub-Signature", "sha256=" + hex(secret(app), json)));
  }

  /** Signed as the forge of this name does. */
  public HttpResponse<String> signed(String forge, String app, String event, String json) {
    return switch (forge) {
      case "github" -> github(app, event, json);
      case "gitlab" -> gitlab(app, event, json);
      case "gitea" -> gitea(app, event, json);
      default -> bitbucket(app, event, json);
    };
  }

  public HttpRequest.Builder unsigned(String forge, String event, String body) {
    String header =
        switch (forge) {
          case "github" -> "X-GitHub-Event";
          case "gitlab" -> "X-Gitlab-Event";
          case "gitea" -> "X-Gitea-Event";
          default -> "X-Event-Key";
        };
    return post(forge, body).header(header, event);
  }

  private HttpRequest.Builder post(String forge, String body) {
    return builder
        .open("/webhooks/" + forge)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  public static String hex(String secret, String body) {
    return HexFormat.of().formatHex(hmac(secret.getBytes(StandardCharsets.UTF_8), body));
  }

  private static byte[] hmac(byte[] key, String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
