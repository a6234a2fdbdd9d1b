package dev.aviary.builder.buildkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** JSON as the engine's API has it in queries. */
final class QueryJson {
  static final ObjectMapper JSON = new ObjectMapper();

  private QueryJson() {}

  static String of(Map<String, String> values) {
    try {
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
