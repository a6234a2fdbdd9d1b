package dev.aviary.builder.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.aviary.contract.deployment.Deployment;
import dev.aviary.contract.deployment.DeploymentStatus;
import dev.aviary.contract.deployment.DeploymentStatus.Live;
import dev.aviary.contract.redis.Wire;
import dev.aviary.contract.testing.TraceReceiver;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The trace of a deployment. */
final class DeploymentTraceIT extends BuildScene {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLER = "00f067aa0ba902b7";

  private final TraceReceiver receiver = receiver();

  private static TraceReceiver receiver() {
    try {
      return TraceReceiver.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  Map<String, String> settings() {
    return Map.of("aviary.traces.endpoint", receiver.address());
  }

  @AfterAll
  void closeReceiver() {
    receiver.close();
  }

  @Test
  void aDeploymentThatIsLiveIsOneTraceWithItsSteps() {
    bench
        .repository()
        .change()
        .file("Procfile", "web: python3 -m http.server $PORT\n")
        .file("health", branch)
        .pushTo(branch);
    Deployment deployment = bench.deploy(branch);
    var live = assertInstanceOf(Live.class, bench.await(deployment.id(), DeploymentStatus::ended));
    List<Span> spans = trace(deployment);
    Span root = root(spans);
    assertEquals(
        Set.of("deployment", "checkout", "build", "create", "start", "probe", "routes"),
        names(spans));
    for (Span span : spans) {
      assertEquals(root.getTraceId(), span.getTraceId());
      assertEquals(StatusCode.STATUS_CODE_UNSET, span.getStatus().getCode());
      assertTrue(span.getStartTimeUnixNano() <= span.getEndTimeUnixNano(), span.toString());
      if (!span.equals(root)) {
        assertEquals(root.getSpanId(), span.getParentSpanId());
      }
    }
    assertEquals("canary", attributes(named(spans, "probe")).get("aviary.slot"));
    Map<String, String> attributes = attributes(root);
    assertEquals("live", attributes.get("aviary.state"));
    assertEquals("demo", attributes.get("aviary.app"));
    assertEquals("canary", attributes.get("aviary.track"));
    assertEquals("api", attributes.get("aviary.trigger"));
    assertEquals(live.release().id(), attributes.get("aviary.release"));
    assertEquals(branch, attributes.get("vcs.ref.head.name"));
    assertEquals(deployment.commit(), attributes.get("vcs.ref.head.revision"));
  }

  @Test
  void aDeploymentIsAPartOfTheTraceOfTheRequestThatAskedForIt() {
    bench.repository().change().file("a", branch).pushTo(branch);
    Deployment deployment = asked("00-" + TRACE + "-" + CALLER + "-01");
    failed(deployment);
    List<Span> spans = traceBelow(deployment);
    Span root = root(spans);
    assertEquals(CALLER, hex(root.getParentSpanId()));
    assertEquals(Set.of("deployment", "checkout", "build"), names(spans));
    for (Span span : spans) {
      assertEquals(TRACE, hex(span.getTraceId()));
      if (!span.equals(root)) {
        assertEquals(root.getSpanId(), span.getParentSpanId());
      }
    }
  }

  @Test
  void aRequestThatIsNotRecordedIsNoParent() {
    bench.repository().change().file("a", branch).pushTo(branch);
    Deployment deployment = asked("00-" + TRACE + "-" + CALLER + "-00");
    failed(deployment);
    assertNotEquals(TRACE, hex(root(trace(deployment)).getTraceId()));
  }

  private Deployment asked(String traceparent) {
    HttpResponse<String> answer =
        bench
            .builder()
            .send(
                bench
                    .builder()
                    .admin("/deployments")
                    .header("Content-Type", "application/json")
                    .header("traceparent", traceparent)
                    .POST(
                        BodyPublishers.ofString(
                            "{\"app\":\"demo\",\"branch\":\"%s\"}".formatted(branch))));
    assertEquals(202, answer.statusCode(), answer.body());
    return Wire.standalone().read(answer.body(), Deployment.class);
  }

  @Test
  void aDeploymentThatFailsSaysInWhichStep() {
    bench.repository().change().file("a", branch).pushTo(branch);
    Deployment deployment = bench.deploy(branch);
    failed(deployment);
    List<Span> spans = trace(deployment);
    Span root = root(spans);
    assertEquals(StatusCode.STATUS_CODE_ERROR, root.getStatus().getCode());
    assertEquals("build", attributes(root).get("error.type"));
    assertEquals("failed", attributes(root).get("aviary.state"));
    assertEquals(StatusCode.STATUS_CODE_ERROR, named(spans, "build").getStatus().getCode());
    assertEquals(StatusCode.STATUS_CODE_UNSET, named(spans, "checkout").getStatus().getCode());
  }

  /** Its spans, once the one of all of it is there: that one is made last. */
  private List<Span> trace(Deployment deployment) {
    List<Span> spans = traceBelow(deployment);
    assertEquals("", hex(root(spans).getParentSpanId()));
    return spans;
  }

  /** The same of one that has a parent. */
  private List<Span> traceBelow(Deployment deployment) {
    return bench.await(
        "trace",
        () -> receiver.spans("aviary.deployment", deployment.id()),
        spans -> names(spans).contains("deployment"),
        () -> receiver.spans().toString());
  }

  private static Set<String> names(List<Span> spans) {
    return spans.stream().map(Span::getName).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  private static Span root(List<Span> spans) {
    return named(spans, "deployment");
  }

  private static Span named(List<Span> spans, String name) {
    return spans.stream().filter(each -> each.getName().equals(name)).findFirst().orElseThrow();
  }

  private static Map<String, String> attributes(Span span) {
    return TraceReceiver.attributes(span.getAttributesList());
  }
}
