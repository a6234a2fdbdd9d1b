package dev.aviary.builder.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/**
 * A real git server of HTTP or HTTPS on a free port of loopback: it serves the bare repositories of
 * a folder by the smart protocol, and their large files by Git LFS's batch API, to who has the
 * credentials it was given.
 */
public final class GitWebServer implements AutoCloseable {
  private static final String BASIC = "Basic ";

  private final Path folder;
  private final HttpServer server;
  private final @Nullable String credentials;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, String> elsewhere = new ConcurrentHashMap<>();
  private volatile @Nullable String moved;

  private GitWebServer(Path folder, HttpServer server, @Nullable String credentials) {
    this.folder = folder;
    this.server = server;
    this.credentials = credentials;
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /**
   * Serves without TLS.
   *
   * @param credentials {@code user:password} as they are, before any encoding; null: none are asked
   *     for
   */
  public static GitWebServer start(Path folder, @Nullable String credentials) {
    try {
      return new GitWebServer(folder, HttpServer.create(loopback(), 0), credentials);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Serves by TLS with a certificate of the tests' own authority. */
  public static GitWebServer start(
      Path folder, @Nullable String credentials, SSLContext certificate) {
    try {
      var server = HttpsServer.create(loopback(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(certificate));
      return new GitWebServer(folder, server, credentials);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** {@code 127.0.0.1:port}. */
  public String authority() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Method, path and credentials of each request, in their order. */
  public List<String> requests() {
    return requests;
  }

  /** Everything is found at another server from now on. */
  public void moveTo(String start) {
    moved = start;
  }

  /** The content of large files is found at another address: by their names. */
  public void keepElsewhere(String oid, String address) {
    elsewhere.put(oid, address);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String shown = shown(exchange);
      String path = exchange.getRequestURI().getPath();
      requests.add(exchange.getRequestMethod() + " " + path + " " + shown);
      if (moved != null) {
        exchange.getResponseHeaders().add("Location", moved + exchange.getRequestURI());
        exchange.sendResponseHeaders(301, -1);
      } else if (credentials != null && !shown.equals(credentials)) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
      } else if (path.endsWith("/info/refs")) {
        advertise(exchange, path.substring(0, path.length() - "/info/refs".length()));
      } else if (path.endsWith("/git-upload-pack")) {
        upload(exchange, path.substring(0, path.length() - "/git-upload-pack".length()));
      } else if (path.endsWith("/info/lfs/objects/batch") && keepsLargeFiles(path)) {
        batch(exchange, path.substring(0, path.length() - "/info/lfs/objects/batch".length()));
      } else if (path.contains("/lfs/objects/") && exchange.getRequestMethod().equals("GET")) {
        send(exchange, Files.readAllBytes(folder.resolve(path.substring(1))), "application/octet");
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private static String shown(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header == null || !header.startsWith(BASIC)
        ? "-"
        : new String(
            Base64.getDecoder().decode(header.substring(BASIC.length())), StandardCharsets.UTF_8);
  }

  private void advertise(HttpExchange exchange, String path) throws IOException {
    try (Repository repository = open(path)) {
      if (!repository.getObjectDatabase().exists()) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange
          .getResponseHeaders()
          .add("Content-Type", "application/x-git-upload-pack-advertisement");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody();
          UploadPack upload = upload(repository, exchange)) {
        upload.sendAdvertisedRefs(
            new PacketLineOutRefAdvertiser(new PacketLineOut(out)), "git-upload-pack");
      }
    }
  }

  private void upload(HttpExchange exchange, String path) throws IOException {
    try (Repository repository = open(path)) {
      exchange.getResponseHeaders().add("Content-Type", "application/x-git-upload-pack-result");
      exchange.sendResponseHeaders(200, 0);
      InputStream body = exchange.getRequestBody();
      boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      try (OutputStream out = exchange.getResponseBody();
          UploadPack upload = upload(repository, exchange)) {
        upload.upload(packed ? new GZIPInputStream(body) : body, out, null);
      }
    }
  }

  private static UploadPack upload(Repository repository, HttpExchange exchange) {
    var upload = new UploadPack(repository);
    upload.setBiDirectionalPipe(false);
    String protocol = exchange.getRequestHeaders().getFirst("Git-Protocol");
    upload.setExtraParameters(protocol == null ? List.of() : List.of(protocol.split(":", -1)));
    return upload;
  }

  private void batch(HttpExchange exchange, String path) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var objects = new StringBuilder();
    var oids = Pattern.compile("\"oid\":\"([0-9a-f]{64})\"").matcher(body);
    while (oids.find()) {
      String oid = oids.group(1);
      objects.append(objects.isEmpty() ? "" : ",").append(object(path, oid));
    }
    byte[] answer =
        ("{\"transfer\":\"basic\",\"objects\":[" + objects + "]}").getBytes(StandardCharsets.UTF_8);
    send(exchange, answer, "application/vnd.git-lfs+json");
  }

  private boolean keepsLargeFiles(String path) {
    return Files.exists(folder.resolve(path.substring(1)).resolve("../../../../lfs").normalize());
  }

  private String object(String path, String oid) {
    String place =
        "%s/lfs/objects/%s/%s/%s".formatted(path, oid.substring(0, 2), oid.substring(2, 4), oid);
    if (!Files.exists(folder.resolve(place.substring(1)))) {
      return "{\"oid\":\"%s\",\"error\":{\"code\":404,\"message\":\"Object does not exist\"}}"
          .formatted(oid);
    }
    String href = elsewhere.getOrDefault(oid, start() + place);
    return "{\"oid\":\"%s\",\"actions\":{\"download\":{\"href\":\"%s\"}}}".formatted(oid, href);
  }

  private String start() {
    return (server instanceof HttpsServer ? "https://" : "http://") + authority();
  }

  private static void send(HttpExchange exchange, byte[] body, String type) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private Repository open(String path) throws IOException {
    return new FileRepositoryBuilder()
        .setBare()
        .setGitDir(folder.resolve(path.substring(1)).toFile())
        .build();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
