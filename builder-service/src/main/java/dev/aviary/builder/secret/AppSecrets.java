package dev.aviary.builder.secret;

import dev.aviary.contract.seal.SealedException;
import java.util.List;
import java.util.Optional;

/** The secrets of apps as they are now. */
public interface AppSecrets {

  /**
   * The names of the app's secrets that its containers and builds may have, sorted: all but {@link
   * SecretName#FORGE_TOKEN}.
   *
   * @throws SealedException when they were sealed with another key
   */
  List<String> names(String app);

  /**
   * One secret; nothing when the app has none of that name.
   *
   * @throws SealedException when it was sealed with another key
   */
  Optional<String> value(String app, String name);
}
