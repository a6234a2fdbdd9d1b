#!/usr/bin/env bash
# OpenTelemetry for Java 1.68.0, opentelemetry-exporter-sender-jdk, on Java 17 to 25: the exporter's timeout ends with the head of an answer.
#
# OtlpHttpSpanExporter has setTimeout, "the maximum time to wait for the collector to process an exported batch of spans". With the sender by the
# JDK's client it becomes HttpRequest.Builder.timeout, which before Java 26 is over once the head has come (JDK-8208693), and the sender reads the
# body afterwards, on one of max(5, processors) threads. A receiver whose answers stall in their body holds a thread for each, without
# end. Once all are held every batch fails at once with a RejectedExecutionException: no request is made any more, also after the receiver is
# well again. Only a new exporter, or a restart, ends that. The default sender, by OkHttp, has a timeout of the whole call.
#
# Seen (a timeout of 1 s; as many answers that stall as there are threads, and then a receiver that answers at once):
#   calls that stall, 5 s after their timeout of 1 s: all unfinished
#   then, with a receiver that is well: java.util.concurrent.RejectedExecutionException, requests that it got: 0
#   with a new exporter: success, requests that it got: 1
#
# Needs bash, mvn and a JDK of 17 to 25.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/pom.xml" <<'END'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.opentelemetry</groupId><artifactId>opentelemetry-exporter-otlp</artifactId><version>1.68.0</version>
      <exclusions>
        <exclusion><groupId>io.opentelemetry</groupId><artifactId>opentelemetry-exporter-sender-okhttp</artifactId></exclusion>
      </exclusions>
    </dependency>
    <dependency><groupId>io.opentelemetry</groupId><artifactId>opentelemetry-exporter-sender-jdk</artifactId><version>1.68.0</version></dependency>
    <dependency><groupId>io.opentelemetry</groupId><artifactId>opentelemetry-sdk-trace</artifactId><version>1.68.0</version></dependency>
  </dependencies>
</project>
END
timeout 120 mvn -B -q -ntp -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib" >"$work/mvn.log" 2>&1 ||
  { cat "$work/mvn.log"; exit 2; }
cat >"$work/Main.java" <<'END'
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

public class Main {
  static final Logger QUIET = Logger.getLogger("io.opentelemetry");
  static final AtomicInteger well = new AtomicInteger();
  static volatile boolean stalls = true;

  public static void main(String[] arguments) throws Exception {
    QUIET.setLevel(Level.OFF);
    ServerSocket server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    new Thread(() -> accept(server)).start();
    OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
        .setEndpoint("http://127.0.0.1:" + server.getLocalPort() + "/v1/traces")
        .setTimeout(1, TimeUnit.SECONDS)
        .build();
    SdkTracerProvider provider = SdkTracerProvider.builder()
        .addSpanProcessor(SimpleSpanProcessor.create(SpanExporter.composite()))
        .build();
    Span span = provider.get("x").spanBuilder("x").startSpan();
    span.end();
    List<SpanData> batch = List.of(((ReadableSpan) span).toSpanData());
    List<CompletableResultCode> calls = new ArrayList<>();
    for (int i = 0; i < Math.max(5, Runtime.getRuntime().availableProcessors()); i++) {
      calls.add(exporter.export(batch));
    }
    Thread.sleep(6000);
    boolean all = calls.stream().noneMatch(CompletableResultCode::isDone);
    System.out.println("calls that stall, 5 s after their timeout of 1 s: " + (all ? "all unfinished" : "finished"));
    stalls = false;
    CompletableResultCode next = exporter.export(batch).join(10, TimeUnit.SECONDS);
    System.out.println("then, with a receiver that is well: " + told(next) + ", requests that it got: " + well);
    next = exporter.toBuilder().build().export(batch).join(10, TimeUnit.SECONDS);
    System.out.println("with a new exporter: " + told(next) + ", requests that it got: " + well);
    System.exit(0);
  }

  static String told(CompletableResultCode result) {
    return result.isSuccess() ? "success" : result.getFailureThrowable().getCause().getClass().getName();
  }

  static void accept(ServerSocket server) {
    while (true) {
      try {
        Socket socket = server.accept();
        new Thread(() -> answer(socket)).start();
      } catch (Exception e) {
        return;
      }
    }
  }

  static void answer(Socket socket) {
    try {
      socket.getInputStream().read(new byte[65536]);
      if (!stalls) {
        well.incrementAndGet();
      }
      String head = "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: " + (stalls ? 9 : 0) + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes());
      socket.getOutputStream().flush();
    } catch (Exception e) {
      System.out.println(e);
    }
  }
}
END
printed=$(timeout 60 java -cp "$work/lib/*" "$work/Main.java" 2>"$work/java.log") || { cat "$work/java.log"; exit 2; }
echo "$printed"
expected='calls that stall, 5 s after their timeout of 1 s: all unfinished
then, with a receiver that is well: java.util.concurrent.RejectedExecutionException, requests that it got: 0
with a new exporter: success, requests that it got: 1'
[[ $printed == "$expected" ]] || { echo "That changed."; exit 1; }
