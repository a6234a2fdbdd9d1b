package dev.aviary.cli.call;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events. */
public final class EventLines implements Closeable {
  private final BufferedReader lines;

  public EventLines(InputStream stream) {
    this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /**
   * One event.
   *
   * @param name {@code message} where it has none of its own
   * @param id null: it has none
   */
  public record ServerEvent(String name, String data, @Nullable String id) {}

  /** The next event; null: the stream has ended. */
  public @Nullable ServerEvent next() throws IOException {
    String name = "message";
    String id = null;
    StringBuilder data = null;
    String line = lines.readLine();
    while (line != null) {
      if (line.isEmpty() && data != null) {
        return new ServerEvent(name, data.toString(), id);
      }
      int colon = line.indexOf(':');
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (colon < 0 ? line : line.substring(0, colon)) {
        case "event" -> name = value;
        case "id" -> id = value;
        case "data" ->
            data = data == null ? new StringBuilder(value) : data.append('\n').append(value);
        default -> {}
      }
      line = lines.readLine();
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
