package dev.aviary.balancer.traffic;

import static dev.aviary.balancer.testing.FrameClient.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.balancer.testing.Head;
import org.junit.jupiter.api.Test;

/** Without tracing, the trace of a request passes as it is, whatever it says. */
final class TracePassingIT extends Http2BackendCase {
  /** Not even one that is a trace: an app may read it otherwise. */
  private static final String PARENT = "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private static final String STATE = "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7";

  @Test
  void fromHttp11ToHttp11() throws Exception {
    serve(TraceEcho::serve);
    assertEquals(PARENT + " " + STATE, askHttp11());
  }

  @Test
  void fromHttp11ToHttp2() throws Exception {
    serveFrames(TraceEcho::serve);
    assertEquals(PARENT + " " + STATE, askHttp11());
  }

  @Test
  void fromHttp2ToHttp11() throws Exception {
    serve(TraceEcho::serve);
    assertEquals(PARENT + " " + STATE, askHttp2());
  }

  @Test
  void fromHttp2ToHttp2() throws Exception {
    serveFrames(TraceEcho::serve);
    assertEquals(PARENT + " " + STATE, askHttp2());
  }

  private String askHttp11() throws Exception {
    return client()
        .send(
            Head.of("GET / HTTP/1.1", "Host: a", "Traceparent: " + PARENT, "Tracestate: " + STATE))
        .read()
        .body();
  }

  private String askHttp2() throws Exception {
    return http2()
        .headers(1, true, request("GET", "/", "traceparent", PARENT, "tracestate", STATE))
        .answer(1)
        .body();
  }
}
