package dev.aviary.builder.forge;

import dev.aviary.contract.app.AppSpec;
import java.util.Optional;

/** With which token an app's forge is told of deployments. */
interface ForgeTokens {

  /** Nothing: its forge is told nothing. */
  Optional<String> of(AppSpec app);
}
