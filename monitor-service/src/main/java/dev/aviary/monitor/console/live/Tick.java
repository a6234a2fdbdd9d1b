package dev.aviary.monitor.console.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one second.
 *
 * @param at seconds since 1970
 */
@Serdeable
record Tick(long at, @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, AppTick> apps) {

  /**
   * One app.
   *
   * @param second the newest one of which all is known, seconds since 1970; null: none is
   * @param slots what each slot is like now
   * @param tracks what each track was like in that second, as {@code /console/series} tells it
   */
  @Serdeable
  record AppTick(
      @Nullable Long second,
      @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, SlotTick> slots,
      @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, Map<String, Double>> tracks) {}

  /**
   * One slot; what is not known is missing.
   *
   * @param rps requests of visitors a second, over the last 5
   * @param errors those of them that failed, a second
   * @param p50 milliseconds, of the answers of the last 5 s
   * @param cpu percent of one CPU
   * @param memory bytes
   */
  @Serdeable
  record SlotTick(
      @Nullable Double rps,
      @Nullable Double errors,
      @Nullable Double p50,
      @Nullable Double p95,
      @Nullable Double p99,
      @Nullable Double cpu,
      @Nullable Long memory) {}
}
