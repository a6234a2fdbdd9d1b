package dev.aviary.benchmark.flags;

import dev.aviary.benchmark.PeerComparison;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One part of {@code report.md} and {@code latest.json}, which others share: only what the part
 * wrote before is replaced.
 *
 * @param name what each of its cases begins with
 */
record ReportPart(Path folder, String name) {
  private static final String TITLE = "# Flags\n";

  void write(String text, List<PeerComparison> figures) {
    try {
      Files.createDirectories(folder);
      Path report = folder.resolve("report.md");
      Files.writeString(
          report, merged(Files.exists(report) ? Files.readString(report) : TITLE, text));
      Path latest = folder.resolve("latest.json");
      Files.writeString(
          latest, merged(Files.exists(latest) ? Files.readAllLines(latest) : List.of(), figures));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String merged(String report, String text) {
    String begin = "<!-- " + name + " -->\n";
    String end = "<!-- end of " + name + " -->\n";
    String part = begin + text.strip() + "\n" + end;
    int from = report.indexOf(begin);
    int to = report.indexOf(end);
    return from < 0 || to < from
        ? report + "\n" + part
        : report.substring(0, from) + part + report.substring(to + end.length());
  }

  private String merged(List<String> lines, List<PeerComparison> figures) throws IOException {
    List<String> kept = new ArrayList<>();
    for (String line : lines) {
      String figure = line.strip().replaceAll(",$", "");
      if (figure.startsWith("{") && !figure.startsWith("{\"case\":\"" + name)) {
        kept.add("  " + figure);
      }
    }
    for (PeerComparison figure : figures) {
      byte[] line = ObjectMapper.getDefault().writeValueAsBytes(figure);
      kept.add("  " + new String(line, StandardCharsets.UTF_8));
    }
    return "[\n" + String.join(",\n", kept) + "\n]\n";
  }
}
