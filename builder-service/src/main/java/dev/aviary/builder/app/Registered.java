package dev.aviary.builder.app;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.aviary.builder.source.RepositoryCheck.Checked;
import dev.aviary.contract.app.AppSpec;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * The answer to a call that gave the settings of an app: the settings with their defaults.
 *
 * @param notes what was found in the repository, a sentence each
 */
@Serdeable
record Registered(@JsonUnwrapped AppSpec spec, List<String> notes) {
  static Registered of(Checked checked) {
    return new Registered(checked.spec().shown(), checked.notes());
  }
}
