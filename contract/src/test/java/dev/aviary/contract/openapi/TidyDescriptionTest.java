package dev.aviary.contract.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a description keeps of what the compiler wrote. */
final class TidyDescriptionTest {
  private static final JsonMapper JSON = JsonMapper.createDefault();

  @Test
  void aReferenceStandsAlone() throws IOException {
    assertTidy(
        "{'paths':{'/birds':{'get':{'responses':{'404':{'$ref':'#/x'}}}}}}",
        "{'paths':{'/birds':{'get':{'responses':{'404':{'description':'Not Found','$ref':'#/x'}}}}}}");
  }

  @Test
  void aDescriptionThatRepeatsItsSummaryGoesAndAnotherOneStays() throws IOException {
    assertTidy(
        "{'paths':[{'summary':'Sings.'},{'summary':'Sings.','description':'Sings. Loudly.'}]}",
        "{'paths':[{'summary':'Sings.','description':'Sings.'},{'summary':'Sings.','description':'Sings. Loudly.'}]}");
  }

  @Test
  void aComponentStaysWhereAnOperationNeedsItOverOthersToo() throws IOException {
    String paths = "'paths':{'/birds':{'get':{'$ref':'#/components/schemas/Bird'}}},";
    String kept =
        "'Bird':{'items':[{'$ref':'#/components/schemas/Wing'}]},'Wing':{'$ref':'#/components/schemas/Bird'}";
    assertTidy(
        "{" + paths + "'components':{'securitySchemes':{'admin':{}},'schemas':{" + kept + "}}}",
        "{"
            + paths
            + "'components':{'securitySchemes':{'admin':{}},'schemas':{"
            + kept
            + ",'HttpStatus':{'$ref':'#/components/schemas/HttpStatus'}}}}");
  }

  private static void assertTidy(String expected, String written) throws IOException {
    assertEquals(read(expected), TidyDescription.of(read(written)));
  }

  private static JsonNode read(String json) throws IOException {
    return Objects.requireNonNull(JSON.readValue(json.replace('\'', '"'), JsonNode.class));
  }
}
