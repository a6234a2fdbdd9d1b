package dev.aviary.builder.buildkit;

import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of one build: a connection on which BuildKit asks for what the build needs ({@code
 * POST /session}, which turns into HTTP/2 with the engine as the client). Closing it ends what is
 * asked on it.
 */
public final class BuildSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BuildSession.class);
  private static final String HEALTH = "/grpc.health.v1.Health/Check";
  private static final String FILES = "/moby.filesync.v1.FileSync/DiffCopy";
  private static final String SECRET = "/moby.buildkit.secrets.v1.Secrets/GetSecret";
  private static final String LOGIN = "/moby.filesync.v1.Auth/Credentials";

  /** {@code grpc.health.v1.HealthCheckResponse}: SERVING. */
  private static final long SERVING = 1;

  private final String id;
  private final Map<String, SentFolder> folders;
  private final SecretSource secrets;
  private final LoginSource logins;
  private final Http2Connection connection;

  /** Gives the values of secrets. */
  @FunctionalInterface
  public interface SecretSource {

    /** The value of this name, or nothing; it is asked for when a step begins that wants it. */
    Optional<byte[]> value(String name);
  }

  /** Gives what opens registries. */
  @FunctionalInterface
  public interface LoginSource {

    /** The login at the registry of this host, or nothing: what it gives to everyone is asked. */
    Optional<Login> at(String host);
  }

  /** A user's name and password. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  private BuildSession(
      String id,
      SocketChannel socket,
      Map<String, SentFolder> folders,
      SecretSource secrets,
      LoginSource logins) {
    this.id = id;
    this.folders = Map.copyOf(folders);
    this.secrets = secrets;
    this.logins = logins;
    var server = new GrpcServer(this::answer);
    this.connection = new Http2Connection(socket, server);
    server.answerOn(connection);
  }

  /**
   * Begins a session.
   *
   * @param host of the engine
   * @param patience how long the engine may take to open the session
   * @param key what a source is known by from one session to the next
   * @param folders what is served, by the names that BuildKit asks with: {@code context} and {@code
   *     dockerfile}
   * @throws java.io.UncheckedIOException when the engine cannot be reached, or does not answer in
   *     time
   * @throws com.github.dockerjava.api.exception.DockerException when it opens no session
   */
  public static BuildSession open(
      String host,
      Duration patience,
      String key,
      Map<String, SentFolder> folders,
      SecretSource secrets,
      LoginSource logins) {
    String id = UUID.randomUUID().toString().replace("-", "");
    List<String> methods = List.of(HEALTH, FILES, SECRET, LOGIN);
    SocketChannel socket = new SessionHandshake(id, key, methods).open(host, patience);
    var session = new BuildSession(id, socket, folders, secrets, logins);
    Thread.ofVirtual().name("buildkit-session").start(session::read);
    return session;
  }

  /** What a build names it by. */
  public String id() {
    return id;
  }

  private void read() {
    try {
      connection.read();
    } catch (IOException | RuntimeException ended) {
      LOG.atDebug().setCause(ended).log("A session with BuildKit ended");
    } finally {
      end();
    }
  }

  private GrpcStatus answer(Http2Headers headers, BlockingQueue<byte[]> received, FileSync.Out out)
      throws IOException, InterruptedException {
    switch (String.valueOf(headers.path())) {
      case HEALTH -> out.send(new ProtoWriter().number(1, SERVING).toByteArray());
      case FILES -> {
        return files(headers, received, out);
      }
      case SECRET -> {
        return secret(received.take(), out);
      }
      case LOGIN -> login(received.take(), out);
      default -> {
        return new GrpcStatus(GrpcStatus.UNIMPLEMENTED, "not served by Aviary");
      }
    }
    return GrpcStatus.OK;
  }

  private GrpcStatus files(Http2Headers headers, BlockingQueue<byte[]> received, FileSync.Out out)
      throws IOException, InterruptedException {
    String name = String.valueOf(headers.get("dir-name"));
    SentFolder folder = folders.get(name);
    if (folder == null) {
      return new GrpcStatus(GrpcStatus.NOT_FOUND, "no folder " + name + " in the build");
    }
    Set<String> wanted =
        headers.getAll("include-patterns").stream()
            .map(CharSequence::toString)
            .collect(Collectors.toUnmodifiableSet());
    new FileSync(wanted.isEmpty() ? folder : folder.only(wanted), received, out).run();
    return GrpcStatus.OK;
  }

  private GrpcStatus secret(byte[] request, FileSync.Out out)
      throws IOException, InterruptedException {
    String name = named(request);
    var value = secrets.value(name);
    if (value.isEmpty()) {
      return new GrpcStatus(GrpcStatus.NOT_FOUND, "the app has no secret " + name);
    }
    out.send(new ProtoWriter().bytes(1, value.get(), value.get().length).toByteArray());
    return GrpcStatus.OK;
  }

  /** {@code moby.filesync.v1.CredentialsResponse}: user and password, or neither. */
  private void login(byte[] request, FileSync.Out out) throws IOException, InterruptedException {
    var answer = new ProtoWriter();
    logins
        .at(named(request))
        .ifPresent(login -> answer.text(1, login.user()).text(2, login.password()));
    out.send(answer.toByteArray());
  }

  /** The first field of a request, which has a text. */
  private static String named(byte[] request) {
    var reader = new ProtoReader(request);
    String name = "";
    for (int field = reader.field(); field != 0; field = reader.field()) {
      if (field == 1) {
        name = reader.text();
      } else {
        reader.skip();
      }
    }
    return name;
  }

  private void end() {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("Could not close a session with BuildKit");
    }
  }

  @Override
  public void close() {
    end();
  }
}
