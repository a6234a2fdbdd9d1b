package dev.aviary.monitor.console.neighbour;

import dev.aviary.contract.http.Open;
import dev.aviary.monitor.console.access.Admits;
import dev.aviary.monitor.console.access.Role;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Takes calls for the services, each from the role that the table names. */
@Open
@Hidden // Described in api.yml: the compiler leaves out variables of several segments.
@Controller(value = CallController.PATH, produces = MediaType.ALL, consumes = MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class CallController {
  static final String PATH = "/console/api";
  private static final String CALL = "/{service}/{+path}";

  private final ServiceCalls calls;

  CallController(ServiceCalls calls) {
    this.calls = calls;
  }

  @Admits(Role.VIEWER)
  @Get(CALL)
  Publisher<? extends HttpResponse<?>> get(HttpRequest<?> request, String service) {
    return calls.answer(request, service, null);
  }

  @Admits(Role.VIEWER)
  @Post(CALL)
  Publisher<? extends HttpResponse<?>> post(HttpRequest<?> request, String service) {
    return calls.answer(request, service, body(request));
  }

  @Admits(Role.VIEWER)
  @Put(CALL)
  Publisher<? extends HttpResponse<?>> put(HttpRequest<?> request, String service) {
    return calls.answer(request, service, body(request));
  }

  @Admits(Role.VIEWER)
  @Patch(CALL)
  Publisher<? extends HttpResponse<?>> patch(HttpRequest<?> request, String service) {
    return calls.answer(request, service, body(request));
  }

  @Admits(Role.VIEWER)
  @Delete(CALL)
  Publisher<? extends HttpResponse<?>> delete(HttpRequest<?> request, String service) {
    return calls.answer(request, service, null);
  }

  /**
   * As it came: a bound body would be read by its content type, and be refused where it is missing.
   */
  private static byte @Nullable [] body(HttpRequest<?> request) {
    try (CloseableAvailableByteBody body =
        ((ServerHttpRequest<?>) request).byteBody().buffer().join()) {
      return body.length() == 0 ? null : body.toByteArray();
    }
  }
}
