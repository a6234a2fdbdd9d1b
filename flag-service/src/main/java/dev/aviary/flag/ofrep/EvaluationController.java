package dev.aviary.flag.ofrep;

import dev.aviary.contract.http.Open;
import dev.aviary.flag.gateway.OnGateway;
import dev.aviary.flag.release.FlagCaller;
import dev.aviary.flag.trace.EvaluationTrace;
import dev.aviary.flag.trace.EvaluationTracer;
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
  private final EvaluationTracer tracer;

  EvaluationController(
      Evaluations evaluations,
      BulkEvaluations bulk,
      Identification identification,
      Editions editions,
      EvaluationTracer tracer) {
    this.evaluations = evaluations;
    this.bulk = bulk;
    this.identification = identification;
    this.editions = editions;
    this.tracer = tracer;
  }

  /** Evaluates one flag. */
  @DescribedEvaluation
  @ApiResponse(responseCode = "404", ref = "NoFlag")
  @ApiResponse(responseCode = "200", ref = "Evaluated")
  @Post("/{key}")
  CompletionStage<HttpResponse<byte[]>> one(String key, HttpRequest<?> request) {
    EvaluationTrace trace = tracer.begin(request, FLAGS + "/{key}");
    return answer(request, trace, (asker, asked) -> evaluations.answer(key, asker, asked, trace));
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
    EvaluationTrace trace = tracer.begin(request, FLAGS);
    return answer(
        request, trace, (asker, asked) -> bulk.answer(asker, asked, tags, flagConfigEtag, trace));
  }

  private CompletionStage<HttpResponse<byte[]>> answer(
      HttpRequest<?> request,
      EvaluationTrace trace,
      BiFunction<FlagCaller, Question, OfrepAnswer> evaluate) {
    CompletionStage<HttpResponse<byte[]>> answered =
        question(request)
            .thenCompose(asked ->
                identification
                    .identity(request)
                    .thenApply(identity ->
                        switch (identity) {
                          case Identity.Known(FlagCaller asker) -> {
                            trace.asked(asker);
                            yield evaluate.apply(asker, asked).response();
                          }
                          case Identity.Nobody _ -> nobody();
                          case Identity.Unsettled _ -> unsettled();
                        }));
    return answered.whenComplete(
        (response, _) -> trace.end(response == null ? 0 : response.code()));
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
