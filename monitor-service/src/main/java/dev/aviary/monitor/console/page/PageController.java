package dev.aviary.monitor.console.page;

import dev.aviary.contract.http.Open;
import dev.aviary.contract.http.ProblemException;
import dev.aviary.monitor.console.access.AdmitsEverybody;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;

/** The files of the console. They hold nothing of this instance: what they show they ask for. */
@Open
@Hidden // Described in api.yml: the compiler leaves out variables of several segments.
@Controller("/console")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PageController {
  private static final String SHELL = "index.html";

  private final ConsoleFiles files;

  PageController(ConsoleFiles files) {
    this.files = files;
  }

  /** The same page at every address: its script shows what the address names. */
  @AdmitsEverybody
  @Get(
      uris = {"/", "/{+page}"},
      produces = MediaType.ALL)
  HttpResponse<?> page(HttpRequest<?> request) {
    return answer(request, SHELL);
  }

  @AdmitsEverybody
  @Get(value = "/assets/{+file}", produces = MediaType.ALL)
  HttpResponse<?> asset(HttpRequest<?> request, String file) {
    return answer(request, file);
  }

  private HttpResponse<?> answer(HttpRequest<?> request, String name) {
    return files
        .find(name)
        .map(file -> file.answer(request))
        .orElseThrow(() -> ProblemException.notFound("the console has no such file"));
  }
}
