package dev.aviary.flag.release;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.caller.Caller;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;

/**
 * FlagCallers as they are kept on disk.
 *
 * @param secret of the addresses at which clients listen
 * @param callers deployed containers by the hashes of their tokens; missing means none
 */
@Serdeable
record KnownCallers(String secret, Map<String, Caller> callers) {
  KnownCallers {
    Check.text(secret, "secret");
    callers = Check.map(callers, "callers");
  }

  @Override
  public String toString() {
    return "KnownCallers[" + callers.size() + " callers]";
  }
}
