package dev.aviary.monitor.link;

import dev.aviary.contract.app.Instance;
import dev.aviary.contract.http.Open;
import dev.aviary.contract.http.RateTable;
import dev.aviary.monitor.client.ClientAddress;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * The pages of links. A page shows what its link would do; its button does it. The token in the
 * link is the permission.
 */
@Open
@Controller(LinkController.PATH)
@ExecuteOn(TaskExecutors.BLOCKING)
class LinkController {
  static final String PATH = "/links";

  private static final String TOKEN = "token";
  private static final int PER_SECOND = 2;
  private static final int BURST = 20;

  private final LinkService desk;
  private final Instance instance;
  private final RateTable rates = new RateTable(PER_SECOND, BURST, new Random().nextLong());
  private final long begin = System.nanoTime();

  LinkController(LinkService desk, Instance instance) {
    this.desk = desk;
    this.instance = instance;
  }

  /** Shows what a link would do. Also of HEAD. It reads, and nothing else. */
  @DescribedLink
  @Get("/{token}")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<String> show(HttpRequest<?> request, @PathVariable String token) {
    return page(request, "../links", () -> desk.show(token));
  }

  /** Does what the link is for, once. */
  @DescribedLink
  @ApiResponse(responseCode = "400", ref = "BadRequest")
  @ApiResponse(responseCode = "413", ref = "TooLarge")
  @ApiResponse(responseCode = "415", ref = "NoJson")
  @ApiResponse(responseCode = "507", ref = "RedisFull")
  @RequestBody(ref = "LinkForm")
  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<String> use(HttpRequest<?> request, @Body Map<String, String> form) {
    return page(request, "links", () -> desk.use(form.getOrDefault(TOKEN, "")));
  }

  private HttpResponse<String> page(
      HttpRequest<?> request, String form, Supplier<LinkAnswer> answering) {
    long wait = rates.takeOrWait(ClientAddress.of(request), System.nanoTime() - begin);
    LinkAnswer answer = wait > 0 ? LinkAnswer.tooMany(wait) : answering.get();
    MutableHttpResponse<String> response =
        HttpResponse.<String>status(answer.status())
            .body(LinkPage.of(answer, instance.name(), form))
            .contentType("text/html; charset=utf-8")
            .header("Content-Security-Policy", LinkPage.POLICY)
            .header("Referrer-Policy", "no-referrer")
            .header("Cache-Control", "no-store")
            .header("X-Robots-Tag", "noindex, nofollow")
            .header("X-Frame-Options", "DENY")
            .header("X-Content-Type-Options", "nosniff");
    return wait > 0 ? response.header("Retry-After", Long.toString(wait)) : response;
  }
}
