package dev.aviary.cli.text;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Tells how far a command is: a line a part, and on a terminal how many bytes have passed, on a
 * line that is written anew.
 */
public final class TextProgress implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final double MEBIBYTE = 1024.0 * 1024;
  private static final String TO_START = "\r\033[K";

  private final PrintStream out;
  private final boolean terminal;
  private final TextStyle style;
  private String part = "";
  private long total;
  private long passed;
  private long shownAt;

  /**
   * @param terminal whether a line of the output can be written anew
   */
  public TextProgress(PrintStream out, boolean terminal, TextStyle style) {
    this.out = out;
    this.terminal = terminal;
    this.style = style;
  }

  /** Begins a part whose size is not known. */
  public void part(String name) {
    part(name, 0);
  }

  /**
   * Begins a part.
   *
   * @param bytes its size; 0: it is not known
   */
  public void part(String name, long bytes) {
    close();
    part = name;
    total = bytes;
    passed = 0;
    shownAt = System.nanoTime();
    if (terminal) {
      out.print(TO_START + style.dim("   " + name + " ..."));
      out.flush();
    } else {
      out.println("   " + name);
    }
  }

  /** Ends the part; the line stays. */
  @Override
  public void close() {
    if (terminal && !part.isEmpty()) {
      out.println(TO_START + style.dim("   " + part + figure()));
    }
    part = "";
  }

  /** Counts what is written. */
  public OutputStream counting(OutputStream counted) {
    return new FilterOutputStream(counted) {
      @Override
      public void write(int octet) throws IOException {
        out.write(octet);
        passed(1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        passed(length);
      }
    };
  }

  /** Counts what is read. */
  public InputStream counting(InputStream counted) {
    return new FilterInputStream(counted) {
      @Override
      public int read() throws IOException {
        int octet = in.read();
        passed(octet < 0 ? 0 : 1);
        return octet;
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int count = in.read(bytes, from, length);
        passed(Math.max(0, count));
        return count;
      }
    };
  }

  private void passed(int bytes) {
    passed += bytes;
    long now = System.nanoTime();
    if (terminal && !part.isEmpty() && now - shownAt >= PAUSE_NANOS) {
      shownAt = now;
      out.print(TO_START + style.dim("   " + part + " ..." + figure()));
      out.flush();
    }
  }

  private String figure() {
    if (total > 0) {
      return " %d %%".formatted(Math.min(100, 100 * passed / total));
    }
    return passed == 0 ? "" : String.format(Locale.ROOT, " %.1f MiB", passed / MEBIBYTE);
  }
}
