package dev.aviary.flag.ofrep;

import dev.aviary.contract.trace.TraceContextFields;
import dev.aviary.flag.trace.EvaluationTracer;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Finds out by itself whether a client that asks for all flags again has what it would get. In
 * every other case, and in every doubt, it says nothing, and the request goes on to the controller.
 */
@Singleton
final class Revalidation {
  /** Bytes of a body that may be held back. */
  static final int LARGEST = 65_536;

  private final OfrepAdmission admission;
  private final BulkEvaluations evaluations;
  private final boolean traced;

  Revalidation(OfrepAdmission admission, BulkEvaluations evaluations, EvaluationTracer tracer) {
    this.admission = admission;
    this.evaluations = evaluations;
    this.traced = tracer.enabled();
  }

  /** Whether a request with that head may be one to be answered here. A span is made elsewhere. */
  boolean asks(HttpRequest head) {
    HttpHeaders headers = head.headers();
    return head.method().equals(HttpMethod.POST)
        && head.uri().equals(EvaluationController.FLAGS)
        && headers.contains(HttpHeaderNames.IF_NONE_MATCH)
        && !(traced && headers.contains(TraceContextFields.PARENT))
        && head.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && head.decoderResult().isSuccess()
        && HttpUtil.isKeepAlive(head)
        // As a long: for one that is no int there would be no length, and no bound.
        && HttpUtil.getContentLength(head, 0L) <= LARGEST
        && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
        && !headers.contains(HttpHeaderNames.CONTENT_ENCODING)
        && !headers.contains(HttpHeaderNames.EXPECT);
  }

  /**
   * Counts what the client keeps as used, and its request as one of those that it may make.
   *
   * @param address of the client
   * @return what the client has and goes on using
   */
  Optional<Bulk> kept(HttpHeaders headers, String address, byte[] body) {
    Claim claim =
        admission.claim(
            headers.get(OfrepAdmission.KEY), headers.get(HttpHeaderNames.AUTHORIZATION), address);
    if (!(claim instanceof Claim.Known known)
        || !(Question.of(body) instanceof Question.Asked question)) {
      return Optional.empty();
    }
    Optional<Bulk> kept =
        evaluations
            .asked(known.asker(), question.context())
            .filter(bulk -> bulk.had(headers.getAll(HttpHeaderNames.IF_NONE_MATCH)))
            .filter(_ -> admission.take(claim) == 0);
    kept.ifPresent(evaluations::keeps);
    return kept;
  }
}
