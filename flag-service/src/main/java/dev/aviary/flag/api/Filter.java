package dev.aviary.flag.api;

import dev.aviary.contract.app.BadValueException;
import dev.aviary.flag.definition.Definition;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which flags are listed: those of which all that is given holds.
 *
 * @param tag one of its tags
 * @param prefix its key begins with this
 * @param query its key or description holds this, in any case
 * @param stale whether it should be gone
 */
@Introspected
record Filter(
    @Nullable @QueryValue @Parameter(description = "one of its tags") String tag,
    @Nullable @QueryValue @Parameter(description = "its owner") String owner,
    @Nullable @QueryValue @Parameter(description = "its key begins with this") String prefix,
    @Nullable @QueryValue @Parameter(description = "its key or description holds this, in any case")
        String query,
    @Nullable @QueryValue @Parameter(description = "enabled or disabled") String state,
    @Nullable @QueryValue @Parameter(description = "whether it should be gone") Boolean stale) {

  boolean takes(FlagView view) {
    var extras = view.flag().document().extras();
    return (tag == null || extras.tags().contains(tag))
        && (owner == null || Objects.equals(owner, extras.owner().orElse(null)))
        && (prefix == null || view.key().text().startsWith(prefix))
        && (query == null || holds(view, query))
        && (state == null || view.flag().definition().state() == state(state))
        && (stale == null || stale != view.because().isEmpty());
  }

  private static boolean holds(FlagView view, String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    String all = view.key().text() + "\n" + view.flag().description().orElse("");
    return all.toLowerCase(Locale.ROOT).contains(wanted);
  }

  private static Definition.State state(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "ENABLED" -> Definition.State.ENABLED;
      case "DISABLED" -> Definition.State.DISABLED;
      default -> throw new BadValueException("state is enabled or disabled");
    };
  }
}
