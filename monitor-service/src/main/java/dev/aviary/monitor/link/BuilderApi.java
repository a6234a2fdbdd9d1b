package dev.aviary.monitor.link;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.serde.annotation.Serdeable;

/** The builder's admin API, as far as links need it. */
@Client("builder")
interface BuilderApi {
  @Post("/apps/{app}/{verb}")
  HttpResponse<?> change(
      @Header("Authorization") String authorization,
      @Header("Idempotency-Key") String key,
      @PathVariable String app,
      @PathVariable String verb,
      @Body CanaryChange change);

  /**
   * The body of a change: {@code {"reason": ..., "deployment": ...}}.
   *
   * @param deployment of the canary that is meant: the builder changes no other
   */
  @Serdeable
  record CanaryChange(String reason, String deployment) {}
}
