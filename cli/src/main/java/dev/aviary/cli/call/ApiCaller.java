package dev.aviary.cli.call;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.instance.InstanceAccess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Calls the admin APIs with the token, in the name of the user. */
public final class ApiCaller {
  public static final String JSON = "application/json";
  public static final String TEXT = "text/plain";
  public static final String EVENTS = "text/event-stream";

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** A change may wait for every balancer, and settings for their repository. */
  private static final Duration ANSWER = Duration.ofSeconds(90);

  private static final int LONGEST_NAME = 64;

  private final InstanceAccess access;
  private final String person;
  private final HttpClient client;

  /**
   * @param person the user's name
   */
  public ApiCaller(InstanceAccess access, String person) {
    this.access = access;
    this.person = headerText(person);
    this.client = client(access);
  }

  private static HttpClient client(InstanceAccess access) {
    HttpClient.Builder client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    // The client makes a TLS context in any case. The usual one reads the certificates of all
    // public authorities first, which
    // takes longer than all else that a command does.
    return (access.isEncrypted() ? client : client.sslContext(unusedTls())).build();
  }

  private static SSLContext unusedTls() {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[0], null);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The answer of a call that is done; one that is refused ends the command. */
  public ApiReply call(AdminApi api, String method, ApiPath path) {
    return checked(api, ask(api, method, path));
  }

  public ApiReply call(AdminApi api, String method, ApiPath path, Object body) {
    return checked(
        api,
        reply(
            api,
            request(api, path, JSON, JSON)
                .timeout(ANSWER)
                .method(method, BodyPublishers.ofString(ApiJson.write(body)))
                .build()));
  }

  /** Sends a body as it is. */
  public ApiReply call(AdminApi api, String method, ApiPath path, byte[] body, String type) {
    return checked(
        api,
        reply(
            api,
            request(api, path, JSON, type)
                .timeout(ANSWER)
                .method(method, BodyPublishers.ofByteArray(body))
                .build()));
  }

  /** The answer, whatever it is. */
  public ApiReply ask(AdminApi api, String method, ApiPath path) {
    return reply(
        api, request(api, path, JSON, null).timeout(ANSWER).method(method, none()).build());
  }

  /** An answer as text. */
  public ApiReply text(AdminApi api, ApiPath path) {
    return checked(api, reply(api, request(api, path, TEXT, null).timeout(ANSWER).GET().build()));
  }

  /**
   * An answer that goes on; the caller closes it.
   *
   * @param last the id of the last event that is known; null: from the beginning
   */
  public InputStream stream(AdminApi api, ApiPath path, String accept, @Nullable String last)
      throws IOException {
    HttpRequest.Builder request = request(api, path, accept, null).GET();
    if (last != null) {
      request.header("Last-Event-ID", last);
    }
    HttpResponse<InputStream> response = sent(request.build(), BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      try (InputStream body = response.body()) {
        checked(
            api,
            new ApiReply(
                response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8)));
      }
    }
    return response.body();
  }

  private HttpRequest.Builder request(
      AdminApi api, ApiPath path, String accept, @Nullable String type) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(access.at(api.port()) + path.text()))
            .header("Accept", accept)
            .header("X-Aviary-By", person);
    if (!access.token().isEmpty()) {
      request.header("Authorization", "Bearer " + access.token());
    }
    if (type != null) {
      request.header("Content-Type", type);
    }
    return request;
  }

  private ApiReply reply(AdminApi api, HttpRequest request) {
    try {
      HttpResponse<String> response = sent(request, BodyHandlers.ofString());
      return new ApiReply(response.statusCode(), response.body());
    } catch (IOException e) {
      throw away(api, e);
    }
  }

  /** Says that an API gives no answer. */
  public CommandFailure away(AdminApi api, IOException cause) {
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new CommandFailure(
        ExitStatus.NOT_REACHED,
        "The %s of '%s' does not answer at %s."
            .formatted(api.words(), access.name(), access.at(api.port())),
        why,
        "aviary doctor looks for the cause; deploy/up starts what is stopped");
  }

  private <T> HttpResponse<T> sent(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    try {
      return client.send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the call was interrupted", e);
    }
  }

  private static ApiReply checked(AdminApi api, ApiReply reply) {
    if (!reply.isGood()) {
      throw Problems.failure(api, reply);
    }
    return reply;
  }

  private static BodyPublisher none() {
    return BodyPublishers.noBody();
  }

  /** Printable ASCII, as a header takes it. */
  private static String headerText(String name) {
    String text = name.replaceAll("[^\\x21-\\x7e]", "-");
    return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text;
  }
}
