package dev.aviary.builder.source;

import dev.aviary.builder.source.LargeFileBatch.Action;
import dev.aviary.builder.source.LargeFileBatch.Answer;
import dev.aviary.builder.source.LargeFileBatch.Asked;
import dev.aviary.builder.source.LargeFileBatch.Fault;
import dev.aviary.builder.source.LargeFileBatch.Found;
import dev.aviary.contract.redis.DamagedException;
import dev.aviary.contract.redis.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/** Fetches large files by Git LFS's batch API and its basic transfer, over JGit's connections. */
final class LargeFileClient implements LargeFileServer {
  /** Files that are asked for at once, as git-lfs does. */
  private static final int BATCH = 100;

  /** Bytes of an answer about them. */
  private static final int LONGEST_ANSWER = 4 * 1024 * 1024;

  private static final int HOPS = 5;
  private static final String JSON = "application/vnd.git-lfs+json";

  private final Access access;
  private final @Nullable String configured;
  private final HttpConnections http;
  private final int timeoutSeconds;
  private final Wire wire;

  /**
   * @param configured what {@code .lfsconfig} gives as {@code lfs.url}; null: nothing
   */
  LargeFileClient(Access access, @Nullable String configured, int timeoutSeconds, Wire wire) {
    this.access = access;
    this.configured = configured;
    this.http = new HttpConnections(access.trusted());
    this.timeoutSeconds = timeoutSeconds;
    this.wire = wire;
  }

  @Override
  public void fetch(List<LargeFile.Wanted> files, Receiver receiver) throws IOException {
    LargeFileEndpoint endpoint = LargeFileEndpoint.of(access, configured, timeoutSeconds, wire);
    for (int i = 0; i < files.size(); i += BATCH) {
      List<LargeFile.Wanted> some = files.subList(i, Math.min(files.size(), i + BATCH));
      Map<String, Found> found = ask(endpoint, some);
      for (LargeFile.Wanted file : some) {
        Action download = download(file, found.get(file.pointer().oid()));
        try (InputStream content = open(endpoint, download)) {
          receiver.receive(file, content);
        }
      }
    }
  }

  @Override
  public String reason(IOException failure) {
    if (http.status() == HttpConnection.HTTP_NOT_FOUND) {
      return "%s keeps no files of Git LFS for this repository; turn that on there, and push them with git lfs push --all"
          .formatted(access.address().server());
    }
    return new AccessFailure(access.address(), http.status(), access.ssh()).reason(failure);
  }

  private Map<String, Found> ask(LargeFileEndpoint endpoint, List<LargeFile.Wanted> files)
      throws IOException {
    List<Asked> asked =
        files.stream()
            .map(each -> new Asked(each.pointer().oid(), each.pointer().bytes()))
            .toList();
    String json = wire.write(new LargeFileBatch.Request("download", List.of("basic"), asked));
    HttpConnection connection =
        connect(URI.create(endpoint.url() + "/objects/batch"), endpoint.headers());
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Accept", JSON);
    connection.setRequestProperty("Content-Type", JSON);
    connection.setDoOutput(true);
    try (var out = connection.getOutputStream()) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    }
    check(connection, "%s answered %d when it was asked for large files");
    try (InputStream in = connection.getInputStream()) {
      String text = new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
      List<Found> objects = wire.read(text, Answer.class).objects();
      var found = new HashMap<String, Found>();
      for (Found each : objects == null ? List.<Found>of() : objects) {
        if (each.oid() != null) {
          found.put(each.oid(), each);
        }
      }
      return found;
    } catch (DamagedException e) {
      throw new IOException("the answer of %s is not of Git LFS".formatted(endpoint), e);
    }
  }

  private static Action download(LargeFile.Wanted file, @Nullable Found found)
      throws MissingException {
    Fault fault = found == null ? null : found.error();
    Action action =
        found == null || found.actions() == null ? null : found.actions().get("download");
    if (fault != null || action == null || action.href() == null) {
      throw new MissingException(
          file,
          "the server does not have it (%s); push it with git lfs push --all"
              .formatted(
                  fault == null ? "no answer for it" : fault.code() + " " + fault.message()));
    }
    return action;
  }

  /** Leads on to other servers, which get what the action gives for the first one no more. */
  private InputStream open(LargeFileEndpoint endpoint, Action action) throws IOException {
    URI at = URI.create(String.valueOf(action.href()));
    Map<String, String> headers = action.header() == null ? Map.of() : action.header();
    if (!headers.containsKey("Authorization") && endpoint.isServerOf(at)) {
      headers = new HashMap<>(headers);
      headers.putAll(endpoint.headers());
    }
    for (int hop = 0; hop < HOPS; hop++) {
      HttpConnection connection = connect(at, headers);
      int status = connection.getResponseCode();
      String location = connection.getHeaderField("Location");
      if (status / 100 != 3 || location == null) {
        check(connection, "%s answered %d for its content");
        return connection.getInputStream();
      }
      URI next = at.resolve(location);
      boolean sameServer =
          String.valueOf(at.getAuthority()).equals(next.getAuthority())
              && String.valueOf(at.getScheme()).equals(next.getScheme());
      headers = sameServer ? headers : Map.of();
      at = next;
    }
    throw new IOException("%s leads on more than %d times".formatted(at.getHost(), HOPS));
  }

  private HttpConnection connect(URI at, Map<String, String> headers) throws IOException {
    if (!"https".equals(at.getScheme()) && !"http".equals(at.getScheme())) {
      throw new IOException("%s is not an HTTP address".formatted(at.getScheme()));
    }
    HttpConnection connection = http.create(at.toURL());
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(timeoutSeconds * 1000);
    connection.setReadTimeout(timeoutSeconds * 1000);
    headers.forEach(connection::setRequestProperty);
    return connection;
  }

  private static void check(HttpConnection connection, String otherwise) throws IOException {
    int status = connection.getResponseCode();
    if (status != HttpConnection.HTTP_OK) {
      throw new IOException(otherwise.formatted(connection.getURL().getHost(), status));
    }
  }
}
