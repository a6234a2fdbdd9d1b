package dev.aviary.cli.call;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.instance.InstanceAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/*
 * Calls are made by HttpURLConnection. The JDK's HttpClient keeps a thread in a system call, and HotSpot
 * waits up to 300 ms for such threads before a process may exit
 * (VM_Exit::wait_for_threads_in_native_to_block).
 *
 * HttpURLConnection sends a POST again when its connection ends without an answer: that would be a
 * second deployment. The property that forbids it (sun.net.http.retryPost) is read once, before the
 * first call of a process, so that the launcher sets it. Other methods are sent again by default: a removal
 * that was done, and whose answer was lost, is told as one of something that is not there.
 */

/** Calls the admin APIs with the token, in the name of the user. Threads may share one. */
public final class ApiCaller {
  public static final String JSON = "application/json";
  public static final String TEXT = "text/plain";
  public static final String EVENTS = "text/event-stream";

  private static final int CONNECT_MILLIS = 5_000;

  /** A change may wait for every balancer, and settings for their repository. */
  private static final int ANSWER_MILLIS = 90_000;

  private static final int LONGEST_NAME = 64;

  private final InstanceAccess access;
  private final String person;

  /**
   * @param person the user's name
   */
  public ApiCaller(InstanceAccess access, String person) {
    this.access = access;
    this.person = headerText(person);
  }

  /** The answer of a call that is done; one that is refused ends the command. */
  public ApiReply call(AdminApi api, String method, ApiPath path) {
    return checked(api, ask(api, method, path));
  }

  public ApiReply call(AdminApi api, String method, ApiPath path, Object body) {
    return call(api, method, path, ApiJson.write(body).getBytes(StandardCharsets.UTF_8), JSON);
  }

  /** Sends a body as it is. */
  public ApiReply call(AdminApi api, String method, ApiPath path, byte[] body, String type) {
    try {
      HttpURLConnection request = request(api, method, path, JSON);
      request.setReadTimeout(ANSWER_MILLIS);
      request.setRequestProperty("Content-Type", type);
      request.setDoOutput(true);
      try (OutputStream out = request.getOutputStream()) {
        out.write(body);
      }
      return checked(api, reply(request));
    } catch (IOException e) {
      throw away(api, e);
    }
  }

  /** The answer, whatever it is. */
  public ApiReply ask(AdminApi api, String method, ApiPath path) {
    return ask(api, method, path, JSON);
  }

  /** An answer as text. */
  public ApiReply text(AdminApi api, ApiPath path) {
    return checked(api, ask(api, "GET", path, TEXT));
  }

  private ApiReply ask(AdminApi api, String method, ApiPath path, String accept) {
    try {
      HttpURLConnection request = request(api, method, path, accept);
      request.setReadTimeout(ANSWER_MILLIS);
      return reply(request);
    } catch (IOException e) {
      throw away(api, e);
    }
  }

  /**
   * An answer that goes on; the caller closes it.
   *
   * @param last the id of the last event that is known; null: from the beginning
   */
  public InputStream stream(AdminApi api, ApiPath path, String accept, @Nullable String last)
      throws IOException {
    HttpURLConnection request = request(api, "GET", path, accept);
    if (last != null) {
      request.setRequestProperty("Last-Event-ID", last);
    }
    if (request.getResponseCode() != HttpURLConnection.HTTP_OK) {
      checked(api, reply(request));
    }
    return request.getInputStream();
  }

  private HttpURLConnection request(AdminApi api, String method, ApiPath path, String accept)
      throws IOException {
    var request =
        (HttpURLConnection)
            URI.create(access.at(api.port()) + path.text()).toURL().openConnection();
    request.setRequestMethod(method);
    request.setConnectTimeout(CONNECT_MILLIS);
    // The token is for this address alone.
    request.setInstanceFollowRedirects(false);
    request.setRequestProperty("Accept", accept);
    request.setRequestProperty("X-Aviary-By", person);
    if (!access.token().isEmpty()) {
      request.setRequestProperty("Authorization", "Bearer " + access.token());
    }
    return request;
  }

  private static ApiReply reply(HttpURLConnection request) throws IOException {
    int status = request.getResponseCode();
    if (status < 0) {
      throw new IOException("what answers there does not speak HTTP");
    }
    try (InputStream body = status < 400 ? request.getInputStream() : request.getErrorStream()) {
      return new ApiReply(
          status, body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
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

  private static ApiReply checked(AdminApi api, ApiReply reply) {
    if (!reply.isGood()) {
      throw Problems.failure(api, reply);
    }
    return reply;
  }

  /** Printable ASCII, as a header takes it. */
  private static String headerText(String name) {
    String text = name.replaceAll("[^\\x21-\\x7e]", "-");
    return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text;
  }
}
