package dev.aviary.flag.ofrep;

import dev.aviary.flag.evaluate.Context;
import dev.aviary.flag.json.Json.ObjectNode;
import dev.aviary.flag.release.FlagCaller;
import java.util.List;

/**
 * All flags, asked for: what they follow from, and the tag of that.
 *
 * @param tag with its quotes
 */
record Bulk(Edition edition, FlagCaller asker, Context context, long nowMillis, String tag) {

  /**
   * @param sent the context that the asker sent
   */
  static Bulk of(Edition edition, FlagCaller asker, ObjectNode sent, long nowMillis) {
    Context context = asker.in(sent);
    String tag = edition.entityTag(asker, context, nowMillis);
    return new Bulk(edition, asker, context, nowMillis, tag);
  }

  /**
   * Whether a client with these tags has what it would get.
   *
   * @param tags the values of all lines of {@code If-None-Match}
   */
  boolean had(List<String> tags) {
    return EntityTags.match(tags, tag);
  }
}
