package dev.aviary.balancer.accesslog;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;

/**
 * The access log.
 *
 * @param enabled whether requests are logged at all
 * @param directory of {@code access.log}; is made if it does not exist
 * @param fileMegabytes at which a file is put aside and a new one begun, 1 to 10,000
 * @param files that were put aside and are kept, 1 to 100
 */
@Context
@ConfigurationProperties("aviary.access-log")
public record AccessLogSettings(
    @Bindable(defaultValue = "true") boolean enabled,
    @NotNull Path directory,
    @Bindable(defaultValue = "32") int fileMegabytes,
    @Bindable(defaultValue = "4") int files) {
  public AccessLogSettings {
    Check.range(fileMegabytes, 1, 10_000, "aviary.access-log.file-megabytes");
    Check.range(files, 1, 100, "aviary.access-log.files");
  }
}
