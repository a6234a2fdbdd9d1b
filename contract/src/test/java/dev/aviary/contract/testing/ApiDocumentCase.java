package dev.aviary.contract.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.contract.http.Open;
import dev.aviary.contract.testing.DocumentedApi.Operation;
import io.micronaut.http.annotation.Controller;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares the description of a service's API with the routes of the running service. */
public abstract class ApiDocumentCase {
  private static final Set<String> IMPLIED = Set.of("HEAD", "OPTIONS");
  private static final String ADMIN = "admin";
  private static final String JSON = "application/json";

  /** That of the running service. */
  protected abstract Router router();

  /** Where its API is. */
  protected abstract int port();

  /** The admin token. */
  protected abstract String token();

  @Test
  void everyRouteIsDescribedAndEveryOperationIsARoute() throws Exception {
    Set<String> described =
        api().operations().stream()
            .map(Operation::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        routes().stream().map(ApiDocumentCase::name).collect(Collectors.toCollection(TreeSet::new)),
        described);
  }

  @Test
  void anOperationWantsTheAdminTokenWhereItIsDescribedSo() throws Exception {
    Set<String> guarded =
        routes().stream()
            .filter(route ->
                route.getAnnotationMetadata().hasAnnotation(Controller.class)
                    && !route.getAnnotationMetadata().hasAnnotation(Open.class))
            .map(ApiDocumentCase::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        guarded,
        api().operations().stream()
            .filter(each -> each.security().equals(Set.of(ADMIN)))
            .map(Operation::name)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void withoutTheTokenItIsRefusedAsDescribed() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (Operation each : api().operations()) {
        if (each.security().equals(Set.of(ADMIN))) {
          assertEquals(401, status(http, each, "", JSON), each.name());
          assertEquals(403, status(http, each, "another-token-of-nobody", JSON), each.name());
        }
      }
    }
  }

  @Test
  void aBodyOfAnotherTypeIsRefusedAsDescribed() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (Operation each : api().operations()) {
        if (each.answers().containsKey("415")) {
          assertEquals(415, status(http, each, token(), "image/png"), each.name());
        }
      }
    }
  }

  @Test
  void whatItRefersToIsDescribed() throws Exception {
    DocumentedApi api = api();
    assertEquals(Set.of(), api.openReferences());
  }

  @Test
  void eachAnswerIsDescribedInWords() throws Exception {
    assertEquals(Set.of(), api().unnamedAnswers());
  }

  private DocumentedApi api() throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(address("/openapi.json")).build(), BodyHandlers.ofByteArray());
      assertEquals(200, answer.statusCode());
      return DocumentedApi.of(answer.body());
    }
  }

  private Set<UriRouteInfo<?, ?>> routes() {
    return router()
        .uriRoutes()
        .filter(route -> !IMPLIED.contains(route.getHttpMethodName()))
        .collect(Collectors.toSet());
  }

  private static String name(UriRouteInfo<?, ?> route) {
    String path = route.getUriMatchTemplate().toPathString().replace("{+", "{");
    return route.getHttpMethodName()
        + " "
        + (path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  private int status(HttpClient http, Operation operation, String token, String type)
      throws IOException, InterruptedException {
    String path = operation.path().replaceAll("\\{[^}]+}", "1");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(path))
            .header("Content-Type", type)
            .method(
                operation.method(),
                operation.method().equals("GET")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString("{}"));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }
}
