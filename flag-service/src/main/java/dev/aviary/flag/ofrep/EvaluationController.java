package dev.aviary.flag.ofrep;

import dev.aviary.contract.http.Open;
import dev.aviary.flag.gateway.OnGateway;
import dev.aviary.flag.release.FlagCaller;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** {@code /ofrep/v1/evaluate/flags}: evaluation is reading, for everybody who may ask at all. */
@SecurityRequirement(name = "reader")
@SecurityRequirement(name = "readerKey")
@Open
@OnGateway
@Controller(EvaluationController.FLAGS)
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class EvaluationController {
  static final String FLAGS = "/ofrep/v1/evaluate/flags";

  private final Evaluations evaluations;
  private final BulkEvaluations bulk;
  private final Identification identification;
  private final Editions editions;

  EvaluationController(
      Evaluations evaluations,
      BulkEvaluations bulk,
      Identification identification,
      Editions editions) {
    this.evaluations = evaluations;
    this.bulk = bulk;
    this.identification = identification;
    this.editions = editions;
  }

  /** Evaluates one flag. */
  @DescribedEvaluation
  @ApiResponse(responseCode = "404", ref = "NoFlag")
  @ApiResponse(responseCode = "200", ref = "Evaluated")
  @Post("/{key}")
  CompletionStage<HttpResponse<byte[]>> one(String key, HttpRequest<?> request) {
    return answer(request, (asker, asked) -> evaluations.answer(key, asker, asked));
  }

  /**
   * Evaluates all flags.
   *
   * @param flagConfigEtag of the event that said that they changed; one that is not the present one
   *     brings 200
   */
  @DescribedEvaluation
  @ApiResponse(responseCode = "200", ref = "BulkEvaluated")
  @ApiResponse(responseCode = "304", ref = "NotModified")
  @Post
  CompletionStage<HttpResponse<byte[]>> all(
      HttpRequest<?> request, @Nullable @QueryValue String flagConfigEtag) {
    var tags = request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH);
    return answer(request, (asker, asked) -> bulk.answer(asker, asked, tags, flagConfigEtag));
  }

  private CompletionStage<HttpResponse<byte[]>> answer(
      HttpRequest<?> request, BiFunction<FlagCaller, Question, OfrepAnswer> evaluate) {
    return question(request)
        .thenCompose(asked ->
            identification
                .identity(request)
                .thenApply(identity ->
                    switch (identity) {
                      case Identity.Known(FlagCaller asker) ->
                          evaluate.apply(asker, asked).response();
                      case Identity.Nobody _ -> nobody();
                      case Identity.Unsettled _ -> unsettled();
                    }));
  }

  /** Before any flag is known Redis is away, and nothing can be said of a token. */
  private MutableHttpResponse<byte[]> nobody() {
    return editions.current().isPresent()
        ? AdmissionFilter.nobody()
        : OfrepAnswer.nothingKnown(null).response();
  }

  private MutableHttpResponse<byte[]> unsettled() {
    return editions.current().isPresent()
        ? OfrepAnswer.unsettled().response()
        : OfrepAnswer.nothingKnown(null).response();
  }

  /** The body's own bytes: a body parameter could not be missing, and would be decoded. */
  private static CompletionStage<Question> question(HttpRequest<?> request) {
    return ((ServerHttpRequest<?>) request)
        .byteBody()
        .buffer()
        .thenApply(body -> {
          try (body) {
            return Question.of(body.toByteArray());
          }
        });
  }
}
