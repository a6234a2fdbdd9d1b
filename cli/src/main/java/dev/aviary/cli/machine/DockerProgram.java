package dev.aviary.cli.machine;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The program {@code docker} of this machine, as the scripts use it. */
public final class DockerProgram {
  private DockerProgram() {}

  /** The lines that it prints. */
  public static List<String> lines(String... arguments) {
    var bytes = new ByteArrayOutputStream();
    into(bytes, Map.of(), arguments);
    return bytes.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
  }

  /**
   * What it prints goes to a stream, which stays open.
   *
   * @param environment secrets that it passes on by name
   */
  public static void into(OutputStream out, Map<String, String> environment, String... arguments) {
    var command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> errors(process));
      process.getInputStream().transferTo(out);
      int code = process.waitFor();
      if (code != 0) {
        throw failed(arguments[0], said.join().strip());
      }
    } catch (IOException e) {
      throw failed(arguments[0], String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String errors(Process process) {
    try {
      return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static CommandFailure failed(String verb, String why) {
    return new CommandFailure(
        ExitStatus.REFUSED,
        "docker %s failed.".formatted(verb),
        why,
        "aviary doctor looks for the cause");
  }
}
