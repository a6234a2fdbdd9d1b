package dev.aviary.flag.disk;

import dev.aviary.contract.file.DataFile;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;

/**
 * Where the flag service keeps what it must know without Redis.
 *
 * @param directory is made if it does not exist; {@code AVIARY_DATA}
 */
@Context
@ConfigurationProperties("aviary.data")
public record FlagDataSettings(
    @Bindable(defaultValue = "/var/lib/aviary") @NotNull Path directory) {

  /** A file of that name, which there need not be yet. */
  public DataFile file(String name) {
    return new DataFile(directory.resolve(name));
  }
}
