package dev.aviary.cli.backup;

import dev.aviary.cli.exit.CommandFailure;
import dev.aviary.cli.exit.ExitStatus;
import dev.aviary.cli.instance.InstanceAccess;
import dev.aviary.cli.instance.KeyValueFile;
import dev.aviary.cli.machine.DockerProgram;
import dev.aviary.cli.text.TextProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes what cannot be made again of an instance, part by part. */
final class BackupWriter {
  private static final String IMAGE = "aviary/java-base";

  /** Notes of deploy/up in the folder of the instance, which go along. */
  private static final List<String> NOTES =
      List.of("secrets.env", "ports.env", "sample-master", "sample-canary", "sample-settings");

  /**
   * By way of a file: to a stream redis-cli writes, behind the snapshot, the 40 bytes that mark its
   * end (findings/redis-cli-rdb-to-stdout-keeps-the-end-mark.sh).
   */
  private static final String SNAPSHOT =
      """
      set -e
      folder=$(mktemp -d)
      trap 'rm -rf "$folder"' EXIT
      redis-cli --no-auth-warning --user admin --rdb "$folder/rdb" >&2
      cat "$folder/rdb"
      """;

  private final InstanceAccess instance;
  private final ZipOutputStream zip;
  private final TextProgress progress;

  BackupWriter(InstanceAccess instance, ZipOutputStream zip, TextProgress progress) {
    this.instance = instance;
    this.zip = zip;
    this.progress = progress;
  }

  /**
   * @param images the images of the releases that run, or may run again
   * @param appVolumes volumes of apps, by their full names
   */
  void write(Set<String> images, List<String> appVolumes) throws IOException {
    begin("instance");
    zip.write(instance.name().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    progress.part("settings and secrets");
    file("settings.env", instance.settings());
    for (String note : NOTES) {
      file("state/" + note, instance.state().resolve(note));
    }
    redis();
    for (BackupVolume volume : BackupVolume.ALL) {
      volume(instance.name() + "_" + volume.name(), "volumes/" + volume.name(), volume.leftOut());
    }
    for (String volume : appVolumes) {
      volume(volume, "app-volumes/" + volume, List.of());
    }
    folder("git.tar", instance.state().resolve("git"));
    images(images);
  }

  private void begin(String name) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
  }

  private void file(String name, Path file) throws IOException {
    if (Files.exists(file)) {
      begin(name);
      Files.copy(file, zip);
    }
  }

  private void redis() throws IOException {
    progress.part("Redis' data");
    String container =
        DockerProgram.lines(
                "ps",
                "-q",
                "--filter",
                "label=dev.aviary.instance=" + instance.name(),
                "--filter",
                "label=dev.aviary.role=redis")
            .stream()
            .findFirst()
            .orElseThrow(() ->
                new CommandFailure(
                    ExitStatus.NOT_REACHED,
                    "Redis of '%s' does not run.".formatted(instance.name()),
                    "its data is of one moment when it tells it itself",
                    "start it with deploy/up"));
    String password =
        KeyValueFile.read(instance.state().resolve("secrets.env"))
            .getOrDefault("REDIS_ADMIN_PASSWORD", "");
    begin("redis.rdb");
    DockerProgram.into(
        progress.counting(zip),
        Map.of("REDISCLI_AUTH", password),
        "exec",
        "-e",
        "REDISCLI_AUTH",
        container,
        "sh",
        "-c",
        SNAPSHOT);
  }

  /** One that does not exist, as the mailbox' where there is an SMTP server, is left out. */
  private void volume(String volume, String entry, List<String> leftOut) throws IOException {
    if (DockerProgram.lines("volume", "ls", "-q", "--filter", "name=^" + volume + "$").isEmpty()) {
      return;
    }
    progress.part("volume " + volume);
    tar(entry + ".tar", volume, leftOut);
  }

  private void folder(String entry, Path folder) throws IOException {
    try (Stream<Path> inside = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
      if (inside.findAny().isEmpty()) {
        return;
      }
    }
    progress.part("repositories of this machine");
    tar(entry, folder.toAbsolutePath().toString(), List.of());
  }

  private void tar(String entry, String source, List<String> leftOut) throws IOException {
    begin(entry);
    var arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--rm",
                "--network",
                "none",
                "--user",
                "0",
                "--volume",
                source + ":/source:ro",
                "--entrypoint",
                "tar",
                IMAGE,
                "-c",
                "--numeric-owner",
                "-C",
                "/source"));
    leftOut.forEach(each -> arguments.add("--exclude=./" + each));
    arguments.add(".");
    DockerProgram.into(progress.counting(zip), Map.of(), arguments.toArray(String[]::new));
  }

  private void images(Set<String> images) throws IOException {
    if (images.isEmpty()) {
      return;
    }
    progress.part("%d images of releases".formatted(images.size()));
    begin("images.tar");
    var arguments = new ArrayList<>(List.of("save"));
    arguments.addAll(images);
    DockerProgram.into(progress.counting(zip), Map.of(), arguments.toArray(String[]::new));
  }
}
