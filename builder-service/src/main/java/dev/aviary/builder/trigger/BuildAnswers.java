package dev.aviary.builder.trigger;

import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentLog;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.http.ProblemException;
import io.lettuce.core.RedisException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** Answers a call that deploys when its deployment has ended, with a status that says how. */
@Singleton
final class BuildAnswers {
  /** How many of the last lines of the log are told of one that did not become live. */
  static final int LINES = 20;

  private static final String PROBLEM = "application/problem+json";

  private final WaitingCalls calls;
  private final DeploymentLog log;

  BuildAnswers(WaitingCalls calls, DeploymentLog log) {
    this.calls = calls;
    this.log = log;
  }

  /**
   * 200 when it became live, 424 when it ended otherwise, 503 when it has not ended in time.
   *
   * @param now what a call is told that does not wait
   */
  CompletableFuture<HttpResponse<?>> when(
      HttpRequest<?> request, HttpResponse<Deployment> now, BuildWait wait) {
    if (wait.isNone()) {
      return CompletableFuture.completedFuture(now);
    }
    CompletableFuture<Deployment> ended =
        calls.ended(Objects.requireNonNull(now.body()), wait.most());
    forgetWithItsClient(request, ended);
    return ended.thenApply(this::answer);
  }

  /** Micronaut does not cancel an answer whose client has gone (micronaut-core 8140). */
  private static void forgetWithItsClient(HttpRequest<?> request, CompletableFuture<?> answer) {
    if (request instanceof NettyHttpRequest<?> netty) {
      ChannelFuture closed = netty.getChannelHandlerContext().channel().closeFuture();
      ChannelFutureListener forget = _ -> answer.cancel(false);
      closed.addListener(forget);
      answer.whenComplete((_, _) -> closed.removeListener(forget));
    }
  }

  private HttpResponse<?> answer(Deployment deployment) {
    return switch (deployment.status()) {
      case DeploymentStatus.Live _, DeploymentStatus.Replaced _ ->
          at(deployment, HttpResponse.ok(deployment.withoutSettings()));
      case DeploymentStatus status when status.ended() ->
          at(
              deployment,
              HttpResponse.<UnsuccessfulEnd>status(UnsuccessfulEnd.STATUS)
                  .contentType(PROBLEM)
                  .body(UnsuccessfulEnd.of(deployment, lastLines(deployment))));
      default ->
          throw new ProblemException(
              HttpStatus.SERVICE_UNAVAILABLE,
              DeploymentEndText.told(deployment) + "; send the same request again to wait on");
    };
  }

  private List<String> lastLines(Deployment deployment) {
    try {
      List<DeploymentLog.Line> all = log.all(deployment.id());
      return all.subList(Math.max(0, all.size() - LINES), all.size()).stream()
          .map(DeploymentLog.Line::text)
          .toList();
    } catch (RedisException away) {
      return List.of();
    }
  }

  private static HttpResponse<?> at(Deployment deployment, MutableHttpResponse<?> answer) {
    answer.getHeaders().location(URI.create(TriggerAnswers.location(deployment)));
    return answer;
  }
}
