package dev.aviary.builder.app;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.aviary.builder.source.RepositoryCheck.Checked;
import dev.aviary.contract.app.AppSpec;
import io.micronaut.serde.annotation.Serdeable;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to a call that gave the settings of an app: the settings with their defaults.
 *
 * @param notes what was found in the repository, a sentence each
 */
@Serdeable
record RegisteredApp(@JsonUnwrapped AppSpec spec, List<String> notes) {
  static RegisteredApp of(Checked checked) {
    var notes = new ArrayList<>(checked.notes());
    int hsts = checked.spec().tls().hsts();
    if (hsts > 0) {
      notes.add(
          "tls.hsts: for %,d seconds after each visit a browser asks this host by TLS alone; without a valid certificate it then shows no page, and nothing here can take that back"
              .formatted(hsts));
    }
    return new RegisteredApp(checked.spec().shown(), notes);
  }
}
