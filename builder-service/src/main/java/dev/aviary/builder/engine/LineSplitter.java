package dev.aviary.builder.engine;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Makes whole lines of what comes in pieces on the two outputs of a program. */
final class LineSplitter {
  /** Longer lines are handed on in pieces. */
  private static final int LONGEST = 16 * 1024;

  private final Map<StreamType, ByteArrayOutputStream> begun = new EnumMap<>(StreamType.class);
  private final Consumer<String> lines;

  LineSplitter(Consumer<String> lines) {
    this.lines = lines;
  }

  void take(Frame frame) {
    var line = begun.computeIfAbsent(frame.getStreamType(), _ -> new ByteArrayOutputStream());
    for (byte each : frame.getPayload()) {
      if (each == '\n') {
        emit(line);
      } else {
        line.write(each);
        if (line.size() >= LONGEST) {
          emit(line);
        }
      }
    }
  }

  /** Nothing more comes. */
  void end() {
    begun.values().stream().filter(line -> line.size() > 0).forEach(this::emit);
  }

  private void emit(ByteArrayOutputStream line) {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    lines.accept(TerminalText.plain(text));
  }
}
