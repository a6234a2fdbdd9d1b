package dev.aviary.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.system.load.Place;
import dev.aviary.system.load.SteadyLoad;
import dev.aviary.system.stack.Answer;
import dev.aviary.system.stack.App;
import dev.aviary.system.stack.Await;
import dev.aviary.system.stack.Http;
import dev.aviary.system.stack.OwnStack;
import dev.aviary.system.stack.Shell;
import dev.aviary.system.stack.Stack;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The board and the alert rules of deploy/observability, with a real Prometheus. */
@ExtendWith(StackExtension.class)
final class ObservabilityIT {
  private static final Pattern METRIC = Pattern.compile("\\baviary_[a-z_]+");
  private static final int PER_SECOND = 20;

  private final OwnStack own;
  private final Stack stack;

  ObservabilityIT(OwnStack own) {
    this.own = own;
    this.stack = own.stack();
  }

  @Test
  void everyMetricThatTheyNameIsThereAndEveryPlotHasValues(@TempDir Path folder) throws Exception {
    App app = own.app("observed");
    app.await(app.deploy("master"), "live");
    app.await(app.deploy("canary"), "live");
    app.set("{\"tls\": {\"mode\": \"own\"}}");
    certificate(app, folder);
    // A receiver of traces that is away: its metric is there with a receiver alone.
    own.upAgain(
        Map.of(
            "AVIARY_OBSERVABILITY",
            "prometheus",
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://127.0.0.1:9"));
    try (SteadyLoad load = app.load(PER_SECOND, app.places().toArray(Place[]::new))) {
      Await.until(
          "Prometheus reads all four services",
          Stack.PATIENCE,
          () -> values("sum(up{job=\"aviary\"} == 1)").equals(List.of("4")),
          () -> stack.prometheus().get("/api/v1/targets").body());
      String exposed = exposed();
      for (String metric : named()) {
        assertTrue(exposed.contains("\n" + metric), metric + " is in no /prometheus");
      }
      for (String query : plots(app)) {
        Await.until(
            query + " has a value", Stack.PATIENCE, () -> !values(query).isEmpty(), () -> exposed);
      }
      theRulesAreRead();
      load.verify();
    } finally {
      own.upAgain();
    }
    assertFalse(stack.host().roles().containsValue("prometheus"), "it ends when it is not wanted");
  }

  /** Prometheus says of each rule of the file that it can judge it. */
  private void theRulesAreRead() throws IOException {
    JsonNode data = stack.prometheus().get("/api/v1/rules").expect(200).json().get("data");
    List<String> health =
        members(data.get("groups"))
            .flatMap(group -> members(group.get("rules")))
            .map(rule -> rule.get("name").getStringValue() + ": " + rule.get("lastError"))
            .filter(rule -> !rule.endsWith(": null"))
            .toList();
    assertEquals(List.of(), health);
    long read = members(data.get("groups")).flatMap(group -> members(group.get("rules"))).count();
    long written = rules().lines().filter(line -> line.strip().startsWith("- alert:")).count();
    assertEquals(written, read);
  }

  private Set<String> named() throws IOException {
    return METRIC
        .matcher(rules() + dashboard())
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the board asks Prometheus, for one app. */
  private List<String> plots(App app) throws IOException {
    return members(Answer.read(dashboard()).get("panels"))
        .filter(panel -> panel.get("targets") != null)
        .flatMap(panel -> members(panel.get("targets")))
        .map(target -> target.get("expr").getStringValue().replace("$app", app.name()))
        .toList();
  }

  private List<String> values(String query) {
    Http prometheus = stack.prometheus();
    String path = "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    Answer answer;
    try {
      answer = prometheus.get(path);
    } catch (UncheckedIOException starting) {
      return List.of();
    }
    if (answer.status() == 503) {
      return List.of();
    }
    return members(answer.expect(200).json().get("data").get("result"))
        .map(each -> each.get("value").get(1).getStringValue())
        .filter(value -> !value.equals("NaN"))
        .toList();
  }

  private String exposed() {
    return Stream.of(stack.builderAdmin(), stack.balancer(), stack.monitor(), stack.flags())
        .map(service -> "\n" + service.get("/prometheus").expect(200).body())
        .collect(Collectors.joining());
  }

  private void certificate(App app, Path folder) throws IOException {
    Path key = folder.resolve("key.pem");
    Path chain = folder.resolve("chain.pem");
    Shell.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "30",
        "-subj",
        "/CN=" + app.host(),
        "-addext",
        "subjectAltName=DNS:" + app.host(),
        "-keyout",
        key.toString(),
        "-out",
        chain.toString());
    String pems = "{\"chain\": \"%s\", \"key\": \"%s\"}".formatted(oneLine(chain), oneLine(key));
    stack.balancer().put("/apps/" + app.name() + "/certificate", pems).expectSuccess();
  }

  private static String oneLine(Path pem) throws IOException {
    return Files.readString(pem).replace("\n", "\\n");
  }

  private String rules() throws IOException {
    return Files.readString(stack.root().resolve("deploy/observability/alerts.yml"));
  }

  private String dashboard() throws IOException {
    return Files.readString(stack.root().resolve("deploy/observability/grafana/dashboard.json"));
  }

  private static Stream<JsonNode> members(JsonNode array) {
    return StreamSupport.stream(array.values().spliterator(), false);
  }
}
