package dev.aviary.flag.ofrep;

import dev.aviary.flag.FlagService;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;

/** What an OFREP client sends to a running service. */
final class Ofrep {
  static final String FLAGS = "/ofrep/v1/evaluate/flags";

  private Ofrep() {}

  static HttpResponse<String> one(FlagService service, String key, String body) {
    return service.send(post(service, FLAGS + "/" + key, body));
  }

  static HttpResponse<String> all(FlagService service, String body) {
    return service.send(post(service, FLAGS, body));
  }

  /** Of a client that has these flags already. */
  static HttpResponse<String> again(FlagService service, String body, String tag) {
    return service.send(post(service, FLAGS, body).header("If-None-Match", tag));
  }

  static HttpRequest.Builder post(FlagService service, String path, String body) {
    return service
        .request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  static String tag(HttpResponse<String> answer) {
    return answer.headers().firstValue("ETag").orElseThrow();
  }

  /** How many flags were evaluated since the start. */
  static double evaluated(FlagService service) {
    return sum(service, "aviary_ofrep_evaluations_total");
  }

  /** How many evaluations the framework has seen since the start. */
  static double answeredByTheFramework(FlagService service) {
    return sum(service, "http_server_requests_seconds_count{exception=\"none\",method=\"POST\"");
  }

  /** How many streams are open. */
  static double listening(FlagService service) {
    return sum(service, "aviary_ofrep_streams");
  }

  private static double sum(FlagService service, String beginning) {
    List<String> lines = service.get("/prometheus").body().lines().toList();
    return lines.stream()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
