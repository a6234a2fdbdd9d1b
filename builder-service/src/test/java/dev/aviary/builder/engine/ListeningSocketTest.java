package dev.aviary.builder.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ListeningSocketTest {
  /** As a container's kernel prints them: proc(5). */
  private static final String TABLES =
      """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         0: 0B00007F:8E0F 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 31 1 0
         1: 0100007F:1388 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 32 1 0
         2: 00000000:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 33 1 0
         3: 1000D50A:0BB8 0100D50A:D2F2 01 00000000:00000000 00:00000000 00000000  1000        0 34 1 0
        sl  local_address                         remote_address                        st tx_queue
         0: 00000000000000000000000001000000:0CEA 00000000000000000000000000000000:0000 0A 00000000
         1: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000
         2: 0000000000000000FFFF00000100007F:2710 00000000000000000000000000000000:0000 0A 00000000
      """;

  @Test
  void thoseThatListenAreToldWithoutDockersServerOfNames() {
    assertEquals(
        Optional.of(
            List.of(
                new ListeningSocket(5000, true),
                new ListeningSocket(3000, false),
                new ListeningSocket(3306, true),
                new ListeningSocket(8080, false),
                new ListeningSocket(10000, true))),
        ListeningSocket.parse(TABLES));
  }

  @Test
  void aTextWithoutATableTellsNothing() {
    assertEquals(Optional.empty(), ListeningSocket.parse("exec: cat: not found"));
    assertEquals(
        Optional.of(List.of()), ListeningSocket.parse("  sl  local_address rem_address   st\n"));
  }
}
