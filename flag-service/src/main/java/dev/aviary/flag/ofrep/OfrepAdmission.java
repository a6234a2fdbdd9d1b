package dev.aviary.flag.ofrep;

import dev.aviary.contract.http.RateTable;
import dev.aviary.flag.release.FlagCaller;
import dev.aviary.flag.release.FlagCallers;
import dev.aviary.flag.release.ReaderSettings;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Finds the client of a request, and whether it has to wait. Never waits itself. */
@Singleton
final class OfrepAdmission {
  /** The field that holds a token and nothing else. */
  static final String KEY = "X-API-Key";

  private static final String SCHEME = "Bearer";

  private final FlagCallers callers;
  private final boolean anonymous;
  private final RateTable rates;
  private final long began = System.nanoTime();

  OfrepAdmission(FlagCallers callers, ReaderSettings readers, OfrepSettings limits) {
    this.callers = callers;
    this.anonymous = readers.anonymous();
    this.rates =
        new RateTable(
            limits.requestsPerSecond(), limits.burst(), ThreadLocalRandom.current().nextLong());
  }

  /**
   * @param key the field {@link #KEY}, which goes before the other
   * @param authorization the field {@code Authorization}, with or without its scheme
   * @param address of the client
   */
  Claim claim(@Nullable String key, @Nullable String authorization, String address) {
    String token = token(key, authorization);
    if (token == null) {
      return anonymous
          ? new Claim.Known(new FlagCaller.Anybody(), address)
          : new Claim.Missing(address);
    }
    return callers
        .recall(token)
        .<Claim>map(asker -> new Claim.Known(asker, asker.id()))
        .orElseGet(() -> new Claim.Unknown(token, address));
  }

  /**
   * Counts a request.
   *
   * @return 0, or the whole seconds to wait
   */
  long take(Claim claim) {
    return rates.takeOrWait(claim.client(), System.nanoTime() - began);
  }

  private static @Nullable String token(@Nullable String key, @Nullable String authorization) {
    if (key != null) {
      return key.strip();
    }
    return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? authorization.substring(SCHEME.length()).strip()
        : authorization;
  }
}
