package dev.aviary.contract.http;

import dev.aviary.contract.app.BadValueException;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a person or a script sends: a member that is not known is refused, not ignored, and
 * all that is wrong is told at once with its place (RFC 6901). The wire form in Redis is read by
 * {@link dev.aviary.contract.redis.Wire}, which ignores what a newer Aviary wrote.
 */
@Singleton
public final class StrictBody {
  private final JsonMapper mapper;

  StrictBody(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * The body as a record, every member of which has a default.
   *
   * @throws RuntimeException answered with 400 and the places of all faults
   */
  public <T extends Record> T read(JsonNode body, Class<T> type) {
    List<BodyFault> faults = BodyShape.faults(body, type);
    if (faults.isEmpty()) {
      faults = refused(body, type);
    }
    if (!faults.isEmpty()) {
      throw new BodyFaultsException(faults);
    }
    return whole(body, type);
  }

  /**
   * The refusal of a body for what only its reader can know.
   *
   * @param faults one or more
   */
  public static RuntimeException refusal(List<BodyFault> faults) {
    return new BodyFaultsException(faults);
  }

  /** The same, where a body may be missing. */
  public <T extends Record> @Nullable T readIfPresent(@Nullable JsonNode body, Class<T> type) {
    return body == null || body.isNull() ? null : read(body, type);
  }

  /** Each member by itself: a record's own refusal names the first wrong value only. */
  private <T> List<BodyFault> refused(JsonNode body, Class<T> type) {
    var faults = new ArrayList<BodyFault>();
    for (Map.Entry<String, JsonNode> member : body.entries()) {
      var alone = JsonNode.createObjectNode(Map.of(member.getKey(), member.getValue()));
      refusal(alone, type)
          .map(why -> new BodyFault(BodyShape.pointer("", member.getKey()), why))
          .ifPresent(faults::add);
    }
    return faults;
  }

  private <T> Optional<String> refusal(JsonNode alone, Class<T> type) {
    try {
      mapper.readValueFromTree(alone, type);
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(cause(e));
    }
  }

  /** In the words of the record that refused, or of the mapper. */
  private static String cause(Exception e) {
    Throwable cause = e;
    while (!(cause instanceof BadValueException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof BadValueException || cause instanceof IOException) {
      return FrameworkProblems.firstLine(String.valueOf(cause.getMessage()));
    }
    throw e instanceof RuntimeException failed ? failed : new IllegalStateException(e);
  }

  /** What two members have to do with each other is refused here. */
  private <T> T whole(JsonNode body, Class<T> type) {
    try {
      return mapper.readValueFromTree(body, type);
    } catch (IOException | RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BadValueException refused) {
          throw refused;
        }
      }
      throw e instanceof RuntimeException failed ? failed : new IllegalStateException(e);
    }
  }
}
