package dev.aviary.benchmark;

import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for people and, beside it, {@code latest.json} for programs. */
public final class Report {
  private final Path folder;
  private final StringBuilder text = new StringBuilder();
  private final List<Object> figures = new ArrayList<>();

  public Report(Path folder, String title) {
    this.folder = folder;
    text.append("# ").append(title).append("\n\n");
    text.append("Measured on ").append(LocalDate.now(ZoneOffset.UTC)).append(": ");
    text.append(Machine.describe()).append("\n");
  }

  public Report section(String title, String words) {
    text.append("\n## ").append(title).append("\n").append(words.strip()).append("\n\n");
    return this;
  }

  /** Adds figures as a table. */
  public Report table(List<Figure> rows) {
    figures.addAll(rows);
    text.append("| case | measure | value | unit |\n|---|---|---|---|\n");
    for (Figure row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.2f | %s |%n",
              row.subject(),
              row.measure(),
              row.value(),
              row.unit()));
    }
    return this;
  }

  /** Adds figures to {@code latest.json}; the words about them are the caller's. */
  public Report figures(List<Figure> rows) {
    figures.addAll(rows);
    return this;
  }

  /** Adds comparisons to {@code latest.json}; the words about them are the caller's. */
  public Report compare(List<PeerComparison> rows) {
    figures.addAll(rows);
    return this;
  }

  public Report line(String words) {
    text.append("\n").append(words).append("\n");
    return this;
  }

  public void write() {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("report.md"), text);
      Files.writeString(folder.resolve("latest.json"), json());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One figure a line, so that a change is a readable diff. */
  private String json() throws IOException {
    var lines = new ArrayList<String>();
    for (Object figure : figures) {
      byte[] line = ObjectMapper.getDefault().writeValueAsBytes(figure);
      lines.add("  " + new String(line, StandardCharsets.UTF_8));
    }
    return "[\n" + String.join(",\n", lines) + "\n]\n";
  }
}
