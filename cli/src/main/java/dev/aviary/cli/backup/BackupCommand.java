package dev.aviary.cli.backup;

import dev.aviary.cli.call.AdminApi;
import dev.aviary.cli.call.ApiJson;
import dev.aviary.cli.call.ApiPath;
import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.instance.InstanceAccess;
import dev.aviary.cli.invocation.ApiCommand;
import dev.aviary.cli.invocation.CommandContext;
import dev.aviary.cli.machine.DockerProgram;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "backup",
    description = "write what cannot be made again into one encrypted file, while all goes on")
public final class BackupCommand extends ApiCommand {
  private static final double MEBIBYTE = 1024.0 * 1024;

  @Parameters(paramLabel = "FILE", description = "the file; one that is there is not replaced")
  private Path file = Path.of("");

  @Option(
      names = "--app-volumes",
      description = "with the volumes of apps, as they are at the moment")
  private boolean appVolumes;

  @Option(
      names = "--without-images",
      description = "without the images of releases: deploy them again after a restore")
  private boolean withoutImages;

  public BackupCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected ExitStatus run() {
    if (!context.environment("AVIARY_ADDRESS").isEmpty()) {
      throw CommandFailure.usage(
          "A backup is made on the machine that Aviary runs on, and AVIARY_ADDRESS names another one.",
          "run it there");
    }
    if (Files.exists(file)) {
      throw new CommandFailure(
          ExitStatus.REFUSED, "%s is there already.".formatted(file), null, "give another name");
    }
    InstanceAccess instance = context.access();
    Set<String> images = withoutImages ? Set.of() : images();
    char[] passphrase = Passphrase.chosen(context);
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      write(instance, images, passphrase, unfinished);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      tell(Files.size(file), appVolumes ? List.of() : volumesOfApps());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.REFUSED, "The backup was not written.", e.getMessage(), null);
    } finally {
      delete(unfinished);
    }
    return ExitStatus.DONE;
  }

  private void write(
      InstanceAccess instance, Set<String> images, char[] passphrase, Path unfinished)
      throws IOException {
    Files.deleteIfExists(unfinished);
    // Whoever may read the file may try passphrases.
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(unfinished, StandardOpenOption.WRITE);
        OutputStream encrypted =
            BackupCipher.encrypting(new BufferedOutputStream(out), passphrase);
        var zip = new ZipOutputStream(encrypted);
        var progress = context.progress()) {
      new BackupWriter(instance, zip, progress)
          .write(images, appVolumes ? volumesOfApps() : List.of());
    }
  }

  /** What runs, what a roll back returns to, and what a canary was, of all apps. */
  private Set<String> images() {
    var wanted = new TreeSet<String>();
    for (ApiJson app : get(AdminApi.BUILDER, ApiPath.of("apps")).json().items()) {
      app.at("rollout").each("release", release -> wanted.add(release.at("image").text()));
    }
    wanted.remove("");
    var images = new TreeSet<String>();
    for (String image : wanted) {
      List<String> tags =
          DockerProgram.lines(
              "image", "inspect", "--format", "{{range .RepoTags}}{{println .}}{{end}}", image);
      // By its tags, so that it has them again; one without is told by its id.
      images.addAll(tags.isEmpty() ? List.of(image) : tags);
    }
    return images;
  }

  private List<String> volumesOfApps() {
    return DockerProgram.lines(
        "volume", "ls", "-q", "--filter", "name=^aviary-" + context.access().name() + "_");
  }

  /**
   * @param left volumes of apps that are not in it
   */
  private void tell(long bytes, List<String> left) {
    if (json) {
      print(
          ApiJson.write(
              Map.of(
                  "file", file.toString(),
                  "bytes", bytes,
                  "appVolumesLeftOut", left)));
      return;
    }
    print(
        style().good("Written: ")
            + "%s, %.1f MiB. Keep its passphrase elsewhere: without it the file cannot be opened."
                .formatted(file, bytes / MEBIBYTE));
    if (!left.isEmpty()) {
      context
          .err()
          .println(
              context.errorStyle().busy("Not in it: ")
                  + "the volumes of apps, %s. --app-volumes takes them as they are; a database has a dump of its own."
                      .formatted(String.join(", ", left)));
    }
  }

  private static void delete(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
