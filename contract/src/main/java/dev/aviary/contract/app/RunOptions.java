package dev.aviary.contract.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an app's containers are made with. A release keeps those that it was deployed with: a change
 * counts from the next deployment on, also when a container of a release before is replaced.
 *
 * @param port what the app listens on in its container, and finds in {@code PORT}; null: the port
 *     that its image exposes, else 5000
 * @param command what starts the app, in a shell; null: what the image says, or the {@code web:}
 *     line of a Procfile
 * @param releaseCommand run once in a container of its own before a release goes to its slots; a
 *     failure ends the deployment and changes nothing
 * @param processes further containers of each slot, which get no traffic: name and command
 * @param healthPath answered with {@code healthStatus} when a container may take traffic; null:
 *     {@code /health} with 2xx, or any answer below 500 while the app has no such page
 * @param healthHost the {@code Host} that probes send; null: the first of the app's hosts, else the
 *     container's address
 * @param healthStatus the status that probes take, as {@code 200} or {@code 200-399}; null: 200-299
 * @param healthDeadlineSeconds how long a new container may take to answer, 1 to 3,600; null: 60
 * @param env further environment of the containers
 * @param volumes what outlives a container: {@code name:/path} or {@code /path}; the slots of an
 *     app share it
 * @param capabilities {@code default}, {@code strict} for none, or those that are kept, as in
 *     {@code CHOWN,SETUID}
 * @param user that the containers run as; null: as the image says
 * @param stopSignal what asks the app to end; null: as the image says, else SIGTERM
 * @param stopSeconds how long it may take to end after that, 1 to 600; null: 10
 * @param redis {@code shared}: the name {@code redis} is Aviary's read-only replica with the flags;
 *     {@code own}: the name is left to a container that the owner joins to the app's network
 * @param protocol what the balancer and probes speak with the app: {@code http/1.1}, or {@code h2c}
 *     for HTTP/2 without TLS by prior knowledge (RFC 9113, section 3.3)
 */
@Serdeable
public record RunOptions(
    @Nullable Integer port,
    @Nullable String command,
    @JsonProperty("release") @Nullable String releaseCommand,
    Map<String, String> processes,
    @Nullable String healthPath,
    @Nullable String healthHost,
    @Nullable String healthStatus,
    Integer healthDeadlineSeconds,
    ContainerLimits limits,
    Map<String, String> env,
    List<String> volumes,
    String capabilities,
    @Nullable String user,
    @Nullable String stopSignal,
    Integer stopSeconds,
    String redis,
    String protocol) {

  @SuppressWarnings("NullAway") // null is what a missing member is on the wire
  public static final RunOptions DEFAULT =
      new RunOptions(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null);

  /** The port of an app that says nothing of one. */
  public static final int PORT = 5000;

  private static final String HTTP_1 = "http/1.1";
  private static final String H2C = "h2c";

  private static final Pattern PROCESS = Pattern.compile("[a-z][a-z0-9-]{0,19}");

  private static final Pattern SIGNAL = Pattern.compile("(SIG)?[A-Z][A-Z0-9+-]{1,11}|[0-9]{1,2}");

  /** As in an image's USER: a name or number, and perhaps a group. */
  private static final Pattern USER =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,31})?");

  public RunOptions {
    if (port != null) {
      Check.range(port, 1, 65_535, "port");
    }
    command = given(command, "command");
    releaseCommand = given(releaseCommand, "release");
    processes = Check.map(processes, "processes");
    processes.forEach(RunOptions::checkProcess);
    healthPath = healthPath == null ? null : Check.path(healthPath, "healthPath");
    healthHost = given(healthHost, "healthHost");
    healthStatus = healthStatus == null ? null : StatusRange.of(healthStatus).toString();
    healthDeadlineSeconds =
        Check.range(
            healthDeadlineSeconds == null ? 60 : healthDeadlineSeconds,
            1,
            3600,
            "healthDeadlineSeconds");
    limits = limits == null ? ContainerLimits.DEFAULT : limits;
    env = Check.map(env, "env");
    env.forEach(RunOptions::checkVariable);
    volumes =
        Check.list(volumes, "volumes").stream().map(VolumeMount::of).map(Object::toString).toList();
    capabilities = capabilities == null ? Capabilities.DEFAULT : Capabilities.check(capabilities);
    Check.that(
        user == null || USER.matcher(user).matches(),
        "user: '" + user + "' is not a user, as in app, 1000 or 1000:1000");
    Check.that(
        stopSignal == null || SIGNAL.matcher(stopSignal).matches(),
        "stopSignal: '" + stopSignal + "' is not a signal, as in SIGTERM");
    stopSeconds = Check.range(stopSeconds == null ? 10 : stopSeconds, 1, 600, "stopSeconds");
    redis = redis == null ? "shared" : redis;
    Check.that(
        redis.equals("shared") || redis.equals("own"),
        "redis is '" + redis + "'; give shared or own");
    protocol = protocol == null ? HTTP_1 : protocol;
    Check.that(
        protocol.equals(HTTP_1) || protocol.equals(H2C),
        "protocol is '" + protocol + "'; give " + HTTP_1 + " or " + H2C);
  }

  private static @Nullable String given(@Nullable String text, String name) {
    if (text == null) {
      return null;
    }
    Check.that(text.indexOf(0) < 0, name + " holds a zero byte");
    return Check.text(text, name);
  }

  private static void checkProcess(String name, String command) {
    Check.that(
        PROCESS.matcher(name).matches() && !name.equals("web") && !name.equals("release"),
        "processes: '"
            + name
            + "' is not a process; a name has 1 to 20 of a-z, 0-9 and '-'; web is command, release is release");
    Check.text(command, "processes." + name);
  }

  /** A variable of a process: {@code name=value}, ended by a zero byte (POSIX.1-2017, 8.1). */
  private static void checkVariable(String name, String value) {
    Check.that(
        !name.isEmpty() && name.indexOf('=') < 0 && name.indexOf(0) < 0,
        "env: '" + name + "' is not the name of a variable");
    Check.that(value.indexOf(0) < 0, "env." + name + " holds a zero byte");
  }

  /** The port, where nothing is known of the image. */
  public int listensOn() {
    return port == null ? PORT : port;
  }

  /**
   * The same with what a source says where the settings say nothing.
   *
   * @param otherRelease a release command
   * @param otherProcesses further processes; of two with one name that of the settings counts
   */
  public RunOptions orElse(@Nullable String otherRelease, Map<String, String> otherProcesses) {
    var both = new LinkedHashMap<>(otherProcesses);
    both.putAll(processes);
    return with(port, releaseCommand == null ? otherRelease : releaseCommand, both);
  }

  /** Whether the name {@code redis} is left to a container of the owner's. */
  public boolean ownRedis() {
    return redis.equals("own");
  }

  /** Whether the app is spoken to in HTTP/2. */
  public boolean http2() {
    return protocol.equals(H2C);
  }

  /** The same with its port decided. */
  public RunOptions withPort(int decided) {
    return with(decided, releaseCommand, processes);
  }

  private RunOptions with(
      @Nullable Integer otherPort,
      @Nullable String otherRelease,
      Map<String, String> otherProcesses) {
    return new RunOptions(
        otherPort,
        command,
        otherRelease,
        otherProcesses,
        healthPath,
        healthHost,
        healthStatus,
        healthDeadlineSeconds,
        limits,
        env,
        volumes,
        capabilities,
        user,
        stopSignal,
        stopSeconds,
        redis,
        protocol);
  }
}
