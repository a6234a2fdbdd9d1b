package dev.aviary.benchmark.flags;

import dev.aviary.contract.http.Open;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;

/**
 * What a server can do at most: a route that reads what an evaluation reads, and answers always the
 * same, as long as an evaluation's answer. Only the measured service has it.
 */
@Open
@Controller(FixedAnswer.PATH)
final class FixedAnswer {
  static final String PATH = "/benchmark/fixed";

  private static final String ANSWER =
      "{\"key\":\"static-0\",\"value\":false,\"reason\":\"STATIC\",\"variant\":\"off\",\"metadata\":{}}";

  @Post
  String answer(@Body String asked) {
    return ANSWER;
  }
}
