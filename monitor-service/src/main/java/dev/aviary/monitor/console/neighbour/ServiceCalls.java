package dev.aviary.monitor.console.neighbour;

import dev.aviary.contract.http.ProblemException;
import dev.aviary.monitor.console.access.ConsoleUser;
import dev.aviary.monitor.console.access.RoleCheck;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Answers a call: checks whether it is permitted, and hands it to its service. */
@Singleton
final class ServiceCalls {
  private final PassedOnCalls passedOn;
  private final OwnCalls own;
  private final HiddenValues hidden;

  ServiceCalls(PassedOnCalls passedOn, OwnCalls own, HiddenValues hidden) {
    this.passedOn = passedOn;
    this.own = own;
    this.hidden = hidden;
  }

  /**
   * @throws ProblemException 404 for what is not in the table, 403 for too small a role
   */
  Publisher<? extends HttpResponse<?>> answer(
      HttpRequest<?> request, String service, byte @Nullable [] body) {
    String prefix = CallController.PATH + "/" + service;
    String path = request.getUri().getRawPath().substring(prefix.length());
    ConsolePermission call =
        ConsolePermissions.find(service, request.getMethodName(), path)
            .orElseThrow(() ->
                ProblemException.notFound(
                    "the console makes no call %s %s to %s"
                        .formatted(request.getMethodName(), path, service)));
    ConsoleUser user = ConsoleUser.of(request);
    RoleCheck.refuseUnless(user, call.role());
    return call.to() == ConsolePermission.Callee.MONITOR
        ? Mono.just(own.answer(request, path, body))
        : Mono.from(passedOn.answer(request, call.to(), path, user.author(request), body))
            .map(answer -> hidden.of(user, call.to(), answer));
  }
}
