package dev.aviary.flag.release;

import dev.aviary.contract.app.Check;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * The clients that may evaluate flags, beside deployed containers and the holder of the admin
 * token.
 *
 * @param anonymous whether a token may be missing; {@code AVIARY_OFREP_ANONYMOUS}
 * @param tokens of clients outside of this instance, separated by commas; {@code
 *     AVIARY_OFREP_TOKENS}
 */
@Context
@ConfigurationProperties("aviary.ofrep.readers")
public record ReaderSettings(
    @NotNull @Bindable(defaultValue = "true") Boolean anonymous,
    @NotNull @Bindable(defaultValue = "") List<String> tokens) {

  public ReaderSettings {
    tokens = tokens.stream().map(String::strip).filter(token -> !token.isEmpty()).toList();
    Check.that(
        tokens.stream().allMatch(token -> token.length() >= 16),
        "a token of aviary.ofrep.readers.tokens is shorter than 16");
  }

  @Override
  public String toString() {
    return "ReaderSettings[anonymous=" + anonymous + ", " + tokens.size() + " tokens]";
  }
}
