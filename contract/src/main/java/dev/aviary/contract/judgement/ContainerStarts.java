package dev.aviary.contract.judgement;

import dev.aviary.contract.app.Check;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * When the containers of one track started, as the monitor saw it.
 *
 * @param last place to the newest start there; a place is the deployment and the container's name
 * @param restarts starts that followed another one in the same place, oldest first; those of the
 *     last minutes
 */
@Serdeable
public record ContainerStarts(Map<String, Start> last, List<Instant> restarts) {
  public ContainerStarts {
    last = Check.map(last, "last");
    restarts = Check.list(restarts, "restarts");
  }

  /**
   * One start of a container.
   *
   * @param container the container's full id
   */
  @Serdeable
  public record Start(String container, Instant at) {
    public Start {
      Check.text(container, "container");
      Check.present(at, "at");
    }
  }
}
