package dev.aviary.flag.api;

import dev.aviary.contract.app.BadValueException;
import dev.aviary.contract.http.RequestAuthor;
import dev.aviary.flag.registry.Author;
import dev.aviary.flag.registry.Condition;
import dev.aviary.flag.registry.EditRequest;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads who changes a flag, why, on what condition, and whether it is a trial. */
@Singleton
final class EditRequestBinder implements TypedRequestArgumentBinder<EditRequest> {
  private static final String ANY = "*";

  @Override
  public Argument<EditRequest> argumentType() {
    return Argument.of(EditRequest.class);
  }

  @Override
  public BindingResult<EditRequest> bind(
      ArgumentConversionContext<EditRequest> context, HttpRequest<?> request) {
    var parameters = request.getParameters();
    String by =
        RequestAuthor.of(request)
            .orElseGet(() -> parameters.get("by", String.class, RequestAuthor.API));
    Author author = new Author(by, parameters.get("reason"));
    EditRequest bound =
        new EditRequest(
            author,
            condition(
                request.getHeaders().getAll(HttpHeaders.IF_MATCH),
                request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH)),
            trial(parameters.get("dryRun")),
            null);
    return () -> Optional.of(bound);
  }

  /**
   * @throws BadValueException for a value that could be taken for the other one
   */
  static boolean trial(@Nullable String dryRun) {
    return switch (dryRun) {
      case null -> false;
      case "true", "" -> true;
      case "false" -> false;
      default -> throw new BadValueException("dryRun is true or false, not '" + dryRun + "'");
    };
  }

  /**
   * @throws BadValueException for a condition that could never be meant
   */
  static Condition condition(List<String> match, List<String> noneMatch) {
    Set<Long> revisions = new LinkedHashSet<>();
    boolean exists = false;
    for (String tag : tags(match)) {
      if (tag.equals(ANY)) {
        exists = true;
      } else {
        revisions.add(ETag.revision(tag));
      }
    }
    boolean absent = tags(noneMatch).contains(ANY);
    return new Condition(exists ? Set.of() : revisions, exists, absent);
  }

  private static List<String> tags(List<String> headers) {
    return headers.stream()
        .flatMap(header -> Arrays.stream(header.split(",")))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .toList();
  }
}
