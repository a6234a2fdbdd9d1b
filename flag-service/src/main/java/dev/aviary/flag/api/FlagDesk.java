package dev.aviary.flag.api;

import dev.aviary.contract.flag.FlagKey;
import dev.aviary.contract.flag.FlagSet;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.flag.registry.Author;
import dev.aviary.flag.registry.Flags;
import dev.aviary.flag.registry.PutFlag;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.net.URI;

/** Answers requests for flags in the terms of HTTP. */
@Singleton
final class FlagDesk {
  private final Flags flags;

  FlagDesk(Flags flags) {
    this.flags = flags;
  }

  FlagList list() {
    boolean stale = flags.stale();
    return FlagList.of(known(), stale);
  }

  FlagView get(FlagKey key) {
    boolean stale = flags.stale();
    return known()
        .find(key)
        .map(flag -> FlagView.of(key, flag, stale))
        .orElseThrow(() -> unknown(key));
  }

  HttpResponse<FlagView> put(FlagKey key, PutBody body, Author author) {
    PutFlag put = flags.put(key, body.turnsOn(), body.description(), author);
    FlagView view = FlagView.of(key, put.flag(), false);
    return put.created()
        ? HttpResponse.created(view, URI.create("/flags/" + key))
        : HttpResponse.ok(view);
  }

  FlagView toggle(FlagKey key, Author author) {
    return flags
        .toggle(key, author)
        .map(flag -> FlagView.of(key, flag, false))
        .orElseThrow(() -> unknown(key));
  }

  void delete(FlagKey key, Author author) {
    if (!flags.remove(key, author)) {
      throw unknown(key);
    }
  }

  private FlagSet known() {
    return flags
        .known()
        .orElseThrow(() ->
            new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "no flag is known yet: Redis was never reached since the start"));
  }

  private static ProblemException unknown(FlagKey key) {
    return ProblemException.notFound(
        "there is no flag '%s'; create it: PUT /flags/%s {\"on\": true}".formatted(key, key));
  }
}
