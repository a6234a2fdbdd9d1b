package dev.aviary.balancer.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A person, or the monitor, at the admin API. */
public final class Admin {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final TestBalancer balancer;
  private final String token;

  private Admin(TestBalancer balancer, String token) {
    this.balancer = balancer;
    this.token = token;
  }

  public static Admin of(TestBalancer balancer) {
    return new Admin(balancer, TestBalancer.TOKEN);
  }

  public static Admin withToken(TestBalancer balancer, String token) {
    return new Admin(balancer, token);
  }

  public HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  public HttpResponse<String> post(String path, String json) throws Exception {
    return send(request(path).POST(BodyPublishers.ofString(json)));
  }

  public HttpResponse<String> put(String path, String json) throws Exception {
    return send(request(path).PUT(BodyPublishers.ofString(json)));
  }

  /** A change on a condition, such as {@code If-Match}. */
  public HttpResponse<String> put(String path, String json, String header, String value)
      throws Exception {
    return send(request(path).header(header, value).PUT(BodyPublishers.ofString(json)));
  }

  public HttpResponse<String> delete(String path) throws Exception {
    return send(request(path).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + balancer.adminPort() + path))
            .header("Content-Type", "application/json");
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
