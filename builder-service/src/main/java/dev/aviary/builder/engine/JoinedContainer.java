package dev.aviary.builder.engine;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * A container that is on the app network and not Aviary's: a database of the owner's, say.
 *
 * @param aliases the names by which apps reach it, beside its own
 */
@Serdeable
public record JoinedContainer(String name, String image, boolean running, List<String> aliases) {
  public JoinedContainer {
    aliases = List.copyOf(aliases);
  }
}
