package dev.aviary.builder.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The large files of a repository on the disk, where {@code git lfs push} to a file:// lays them.
 */
final class LargeFileFolder implements LargeFileServer {
  private final List<Path> folders;

  LargeFileFolder(RepositoryAddress address) {
    Path repository = Path.of(address.path());
    this.folders =
        List.of(
            repository.resolve("lfs").resolve("objects"),
            repository.resolve(".git").resolve("lfs").resolve("objects"));
  }

  @Override
  public void fetch(List<LargeFile.Wanted> files, Receiver receiver) throws IOException {
    for (LargeFile.Wanted file : files) {
      String oid = file.pointer().oid();
      Path place = Path.of(oid.substring(0, 2), oid.substring(2, 4), oid);
      Path found =
          folders.stream()
              .map(folder -> folder.resolve(place))
              .filter(Files::isRegularFile)
              .findFirst()
              .orElseThrow(() ->
                  new MissingException(
                      file,
                      "the repository has no lfs/objects/%s; push it there with git lfs push --all"
                          .formatted(place)));
      try (InputStream content = Files.newInputStream(found)) {
        receiver.receive(file, content);
      }
    }
  }

  @Override
  public String reason(IOException failure) {
    return String.valueOf(failure.getMessage());
  }
}
