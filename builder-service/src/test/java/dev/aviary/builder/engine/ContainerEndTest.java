package dev.aviary.builder.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ContainerEndTest {

  @Test
  void anEndThatTheKernelCausedIsOutOfMemory() {
    assertEquals("it exited with code 137, out of memory", ended(137, true));
  }

  @Test
  void aChildThatTheKernelKilledBeforeIsNotTheReasonOfAnotherEnd() {
    assertEquals(
        "it exited with code 3; the kernel had killed a process in it for memory before",
        ended(3, true));
    assertEquals("it exited with code 137", ended(137, false));
  }

  private static String ended(long code, boolean outOfMemory) {
    return new ContainerEnd(false, code, outOfMemory, List.of(), "").summary();
  }
}
