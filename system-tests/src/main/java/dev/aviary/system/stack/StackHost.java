package dev.aviary.system.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The machine under the instance: its containers and their processes. */
public record StackHost(String instance) {

  /** Kills the main process of a service from the host, as the kernel would. */
  public void kill(String role) {
    killContainer(service(role));
  }

  /** Kills the main process of one of an app's containers. */
  public void killContainer(String container) {
    Shell.run("kill", "-9", pid(container));
  }

  /** What a service has logged since then. */
  public String log(String role, Instant since) {
    return Shell.run("docker", "logs", "--since", since.toString(), service(role));
  }

  public void stop(String role) {
    Shell.run("docker", "stop", service(role));
  }

  public void start(String role) {
    Shell.run("docker", "start", service(role));
  }

  /** As an owner does it, with the time that the service has to end what it began. */
  public void restart(String role) {
    Shell.run("docker", "restart", "--time", "40", service(role));
  }

  /** Stops a process where it stands, or lets it go on: {@code STOP} or {@code CONT}. */
  public void signal(String role, String signal) {
    Shell.run("kill", "-" + signal, pid(service(role)));
  }

  /** Resident memory of a service's process. */
  public long residentBytes(String role) {
    try (var lines = Files.lines(Path.of("/proc", pid(service(role)), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Of a container that runs: 0, which Docker gives for one that does not, would mean ourselves.
   */
  private static String pid(String container) {
    String pid = Shell.run("docker", "inspect", "-f", "{{.State.Pid}}", container);
    if (Integer.parseInt(pid) <= 1) {
      throw new IllegalStateException("container " + container + " does not run");
    }
    return pid;
  }

  /** Throws away what a stopped service has on its volume. */
  public void empty(String role, String path) {
    Shell.run(
        "docker",
        "run",
        "--rm",
        "--volumes-from",
        service(role),
        "--entrypoint",
        "sh",
        "debian:trixie-slim",
        "-c",
        "rm -rf " + path + "/*");
  }

  /** Every running container of the instance, with when its process was started. */
  public Set<String> started() {
    var arguments =
        new ArrayList<>(List.of("inspect", "-f", "{{.Name}} {{.Id}} {{.State.StartedAt}}"));
    arguments.addAll(running());
    return Set.copyOf(lines(Shell.run("docker", arguments.toArray(String[]::new))));
  }

  /** What each running container of the instance is, by its full id: its slot, else its role. */
  public Map<String, String> roles() {
    String format = "{{.ID}} {{or (.Label \"dev.aviary.slot\") (.Label \"dev.aviary.role\")}}";
    String all =
        Shell.run(
            "docker",
            "ps",
            "--no-trunc",
            "--filter",
            "label=dev.aviary.instance=" + instance,
            "--format",
            format);
    return lines(all).stream()
        .map(line -> line.split(" ", 2))
        .collect(Collectors.toMap(words -> words[0], words -> words[1]));
  }

  /** Full ids of an app's running containers. */
  public List<String> containers(String app) {
    return running("dev.aviary.app=" + app);
  }

  /** Full ids of the running containers in one slot of an app. */
  public List<String> containers(String app, String slot) {
    return running("dev.aviary.app=" + app, "dev.aviary.slot=" + slot);
  }

  /** What a Python program prints that is run inside of a container, with the app's own code. */
  public String python(String container, String program) {
    return Shell.run("docker", "exec", container, "python3", "-c", program).strip();
  }

  /** What {@code docker inspect} shows of all containers that run. */
  public String inspected() {
    var arguments = new ArrayList<>(List.of("inspect"));
    arguments.addAll(running());
    return Shell.run("docker", arguments.toArray(String[]::new));
  }

  /** What {@code docker inspect} shows of a service. */
  public String inspected(String role) {
    return Shell.run("docker", "inspect", service(role));
  }

  /** Arguments and environment of a service's main process. */
  public String process(String role) {
    Path process = Path.of("/proc", pid(service(role)));
    try {
      return Files.readString(process.resolve("cmdline"))
          + Files.readString(process.resolve("environ"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command prints that is run inside of a service's container, as its user. */
  public String exec(String role, String... command) {
    var arguments = new ArrayList<>(List.of("exec", service(role)));
    arguments.addAll(List.of(command));
    return Shell.run("docker", arguments.toArray(String[]::new));
  }

  /** How often Docker has started a service again because it ended by itself. */
  public int restarts(String role) {
    return Integer.parseInt(
        Shell.run("docker", "inspect", "-f", "{{.RestartCount}}", service(role)));
  }

  /** Full id of a service's container. */
  public String containerOf(String role) {
    return Shell.run("docker", "inspect", "-f", "{{.Id}}", service(role));
  }

  /** The status with which the monitor's socket answers a request to the Docker engine. */
  public int engineReader(String method, String path) {
    return Integer.parseInt(atEngineReader(method, path, "print(answer.status)"));
  }

  /** The first lines that the monitor's socket answers. */
  public String engineReaderLines(String path, int lines) {
    return atEngineReader(
        "GET",
        path,
        "[print(answer.readline().decode().strip()) for line in range(%d)]".formatted(lines));
  }

  private String atEngineReader(String method, String path, String then) {
    String program =
        """
        import http.client, socket
        c = http.client.HTTPConnection("engine", timeout=30)
        c.sock = socket.socket(socket.AF_UNIX)
        c.sock.settimeout(30)
        c.sock.connect("/run/engine/reader.sock")
        c.request("%s", "%s")
        answer = c.getresponse()
        %s
        """
            .formatted(method, path, then);
    return Shell.run(
        "docker",
        "run",
        "--rm",
        "--network",
        "none",
        "--volume",
        instance + "_engine-reader:/run/engine",
        "python-base",
        "python3",
        "-c",
        program);
  }

  private List<String> running(String... labels) {
    var arguments =
        new ArrayList<>(
            List.of("ps", "--no-trunc", "-q", "--filter", "label=dev.aviary.instance=" + instance));
    for (String label : labels) {
      arguments.addAll(List.of("--filter", "label=" + label));
    }
    return lines(Shell.run("docker", arguments.toArray(String[]::new)));
  }

  private String service(String role) {
    return lines(
            Shell.run(
                "docker",
                "ps",
                "-aq",
                "--filter",
                "label=dev.aviary.instance=" + instance,
                "--filter",
                "label=dev.aviary.role=" + role))
        .getFirst();
  }

  private static List<String> lines(String text) {
    return text.lines().filter(line -> !line.isBlank()).toList();
  }
}
