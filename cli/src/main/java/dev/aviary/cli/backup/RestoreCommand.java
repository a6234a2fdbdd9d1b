package dev.aviary.cli.backup;

import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.invocation.ContextCommand;
import dev.aviary.cli.machine.DockerProgram;
import dev.aviary.cli.machine.HostCommand;
import dev.aviary.cli.text.TextProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "restore",
    description = "bring an instance back from a backup, on a machine that does not have it")
public final class RestoreCommand extends ContextCommand {
  @Parameters(paramLabel = "FILE", description = "what aviary backup wrote")
  private Path file = Path.of("");

  @Option(
      names = "--json",
      description = "print JSON at the end, and what deploy/up says as errors")
  private boolean json;

  public RestoreCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    if (!Files.isReadable(file)) {
      throw CommandFailure.usage("Cannot read %s.".formatted(file), "name the file of a backup");
    }
    char[] passphrase = Passphrase.known(context, "The passphrase of the backup: ");
    Path all = context.root().resolve(".aviary");
    Path folder = all.resolve("restore.d");
    try {
      Files.createDirectories(all);
      delete(folder);
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try (TextProgress progress = context.progress()) {
        progress.part("reading " + file.getFileName(), Files.size(file));
        BackupReader.layOut(file, passphrase, folder, progress);
      }
      String name = Files.readString(folder.resolve("instance"));
      absent(name, all);
      return up(name, folder);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.REFUSED, "The instance was not restored.", e.getMessage(), null);
    } finally {
      delete(folder);
    }
  }

  /** An instance of that name would lose what it has. */
  private void absent(String name, Path all) throws IOException {
    String wanted = context.environment("AVIARY_INSTANCE");
    if (!wanted.isEmpty() && !wanted.equals(name)) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          "This is a backup of '%s', and AVIARY_INSTANCE is '%s'.".formatted(name, wanted),
          "names of images, containers and volumes follow from the name",
          "restore it under its own name");
    }
    if (Files.exists(all.resolve(name).resolve("secrets.env"))) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          "There is an Aviary named '%s' here already.".formatted(name),
          null,
          "AVIARY_INSTANCE=%s deploy/down --purge removes it with all that it has".formatted(name));
    }
    Path settings = context.root().resolve(name + ".env");
    Path saved = context.root().resolve(".aviary/restore.d/settings.env");
    if (Files.exists(settings) && !(Files.exists(saved) && Files.mismatch(settings, saved) == -1)) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          "%s is there already, and not as in the backup.".formatted(settings),
          null,
          "move it away; compare it with the restored one later");
    }
  }

  private ExitStatus up(String name, Path folder) {
    String up = context.root().resolve("deploy/up").toString();
    int code =
        HostCommand.run(
            Map.of("AVIARY_INSTANCE", name, "AVIARY_RESTORE", folder.toAbsolutePath().toString()),
            json ? List.of("sh", "-c", "exec \"$0\" >&2", up) : List.of(up));
    if (code != 0) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          "The instance was not restored.",
          "deploy/up says why, above",
          "remove the cause, then the rest with AVIARY_INSTANCE=%s deploy/down --purge, and restore again"
              .formatted(name));
    }
    List<String> containers =
        DockerProgram.lines("ps", "-q", "--filter", "label=dev.aviary.instance=" + name);
    context
        .out()
        .println(
            json
                ? ApiJson.write(Map.of("instance", name, "containers", containers.size()))
                : context.style().good("Restored: ")
                    + "'%s'. aviary status shows its apps as they come back.".formatted(name));
    return containers.isEmpty() ? ExitStatus.REFUSED : ExitStatus.DONE;
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
