package dev.aviary.builder.lease;

import dev.aviary.builder.listener.BuilderEndpoint;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands calls that need the builder that leads on to it, once they may be made at all. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class LeaderFilter implements Ordered {
  private final Leadership leadership;
  private final BuilderEndpoint own;
  private final LeaderCalls calls;

  LeaderFilter(Leadership leadership, BuilderEndpoint own, LeaderCalls calls) {
    this.leadership = leadership;
    this.own = own;
    this.calls = calls;
  }

  /** Null: the call is answered here. */
  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Nullable HttpResponse<?> handOn(HttpRequest<?> request) {
    if (leadership.leads() || !needsLeader(request)) {
      return null;
    }
    Optional<BuilderEndpoint> leader = leadership.leader().filter(there -> !there.equals(own));
    return leader.isPresent() ? calls.handOn(request, leader.get()) : null;
  }

  /** After those that ask for tokens. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  private static boolean needsLeader(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .map(route -> route.getAnnotationMetadata().hasAnnotation(OnLeader.class))
        .orElse(false);
  }
}
