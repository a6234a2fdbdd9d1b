package dev.aviary.monitor.console.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.aviary.contract.event.Event;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an app was like, as columns: each as long as {@code at}.
 *
 * @param step seconds between two places
 * @param at the axis of time, seconds since 1970, oldest first
 * @param tracks columns by their names, of each track that there was; null where a number is not
 *     known
 * @param marks what the timeline tells of the app and of flags in that time, oldest first
 */
@Serdeable
record SeriesView(
    int step,
    List<Long> at,
    @JsonInclude(JsonInclude.Include.ALWAYS)
        Map<String, Map<String, List<@Nullable Double>>> tracks,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<Mark> marks) {

  /** Something that happened. */
  @Serdeable
  record Mark(
      Instant at, String type, @Nullable String subject, @Nullable String words, String by) {
    static Mark of(Event event) {
      return new Mark(event.at(), event.what(), event.subject(), event.why(), event.by());
    }
  }
}
