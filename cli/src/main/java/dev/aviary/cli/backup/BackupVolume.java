package dev.aviary.cli.backup;

import java.util.List;

/**
 * A volume of the services that holds what cannot be made again.
 *
 * @param name in docker-compose.yml
 * @param leftOut folders of it that are made again
 */
record BackupVolume(String name, List<String> leftOut) {
  /**
   * Redis' data is asked from Redis itself, so that it is of one moment. The builder's clones are
   * fetched again; its deploy keys and the output of builds are not.
   */
  static final List<BackupVolume> ALL =
      List.of(
          new BackupVolume("builder-data", List.of("clones", "contexts", "large-files")),
          new BackupVolume("balancer-data", List.of("access.log*")),
          new BackupVolume("flag-data", List.of()),
          new BackupVolume("mailbox-data", List.of()));
}
