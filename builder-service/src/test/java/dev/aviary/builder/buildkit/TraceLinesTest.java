package dev.aviary.builder.buildkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TraceLinesTest {
  private final List<String> told = new ArrayList<>();
  private final TraceLines lines = new TraceLines(100, told::add);

  @Test
  void aStepIsToldWhenItBeginsWithWhatItPrintsAndHowLongItTook() {
    tell(vertex("a", "[1/2] FROM b", true, 1, 1, ""));
    tell(vertex("c", "[internal] load build context", false, 1, 2, ""));
    tell(vertex("d", "[2/2]  RUN\nmake", false, 1, 0, ""), output("d", "one\nt"));
    tell(output("d", "wo\n"), vertex("d", "[2/2]  RUN\nmake", false, 1, 3.5, ""));
    assertEquals(
        List.of(
            "CACHED [1/2] FROM b", "[2/2] RUN make", "one", "two", "[2/2] RUN make: done in 2.5 s"),
        told);
  }

  @Test
  void whichOfTwoStepsPrintsIsSaidWheneverThatChanges() {
    tell(vertex("a", "A", false, 1, 0, ""), vertex("b", "B", false, 1, 0, ""));
    tell(output("a", "1\n"), output("b", "2\n"), output("b", "3\n"), output("a", "4\n"));
    assertEquals(List.of("A", "B", "A", "1", "B", "2", "3", "A", "4"), told);
  }

  @Test
  void theStepThatFailedIsTheOneThatOthersWereStoppedFor() {
    tell(vertex("a", "A", false, 1, 2, "executing: context canceled"));
    tell(vertex("b", "B", false, 1, 2, "exit code: 1"), output("b", "the reason"));
    lines.end();
    assertEquals(Optional.of("B"), lines.failed());
    assertEquals("the reason", told.getLast());
  }

  @Test
  void whatIsNoTraceIsRefusedAndNotRead() {
    for (byte[] bytes :
        List.of(new byte[] {10}, new byte[] {10, 5, 1}, new byte[] {(byte) 0xff}, new byte[] {0})) {
      assertThrows(IllegalArgumentException.class, () -> BuildTrace.read(bytes));
    }
  }

  private void tell(Part... parts) {
    var trace = new ProtoWriter();
    for (Part part : parts) {
      trace.message(part.field(), part.message());
    }
    lines.tell(BuildTrace.read(trace.toByteArray()));
  }

  /** A field of a trace, as BuildKit writes it. */
  private record Part(int field, ProtoWriter message) {}

  private static Part vertex(
      String digest, String name, boolean cached, double begun, double ended, String error) {
    var vertex =
        new ProtoWriter()
            .text(1, digest)
            .text(2, "an input, which nobody reads")
            .text(3, name)
            .number(4, cached ? 1 : 0)
            .message(5, time(begun));
    if (ended > 0) {
      vertex.message(6, time(ended));
    }
    return new Part(1, vertex.text(7, error));
  }

  private static ProtoWriter time(double seconds) {
    long nanos = Math.round(seconds * 1e9);
    return new ProtoWriter().number(1, nanos / 1_000_000_000).number(2, nanos % 1_000_000_000);
  }

  private static Part output(String digest, String text) {
    return new Part(3, new ProtoWriter().text(1, digest).number(3, 1).text(4, text));
  }
}
