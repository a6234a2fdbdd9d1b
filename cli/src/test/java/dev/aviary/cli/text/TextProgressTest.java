package dev.aviary.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TextProgressTest {
  private static final String ANEW = "\r\033[K";

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  @Test
  void onATerminalTheLineOfAPartIsWrittenAnewAndStaysWithItsSize() throws IOException {
    try (TextProgress progress = progress(true, true)) {
      progress.part("volume a");
      write(progress, 3 << 19);
      progress.part("volume b");
    }
    assertEquals(
        ANEW
            + "\033[2m   volume a ...\033[0m"
            + ANEW
            + "\033[2m   volume a 1.5 MiB\033[0m\n"
            + ANEW
            + "\033[2m   volume b ...\033[0m"
            + ANEW
            + "\033[2m   volume b\033[0m\n",
        shown());
  }

  @Test
  void ofAKnownSizeThePercentageIsShown() throws IOException {
    try (TextProgress progress = progress(true, false)) {
      progress.part("reading", 400);
      progress.counting(new ByteArrayInputStream(new byte[100])).readAllBytes();
    }
    assertEquals(ANEW + "   reading ..." + ANEW + "   reading 25 %\n", shown());
  }

  @Test
  void elsewhereItIsALineWithoutAnythingForATerminal() throws IOException {
    try (TextProgress progress = progress(false, false)) {
      progress.part("volume a");
      write(progress, 100);
    }
    assertEquals("   volume a\n", shown());
  }

  private TextProgress progress(boolean terminal, boolean coloured) {
    return new TextProgress(
        new PrintStream(shown, true, StandardCharsets.UTF_8), terminal, new TextStyle(coloured));
  }

  private static void write(TextProgress progress, int bytes) throws IOException {
    try (OutputStream out = progress.counting(OutputStream.nullOutputStream())) {
      out.write(new byte[bytes]);
    }
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }
}
