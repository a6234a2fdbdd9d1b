package dev.aviary.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A table of text, as wide as its contents. */
public final class TextTable {
  private static final Pattern COLOUR = Pattern.compile("\033\\[[0-9;]*m");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\033]]+");
  private static final String GAP = "   ";
  private static final String NONE = "-";

  private final List<List<String>> rows = new ArrayList<>();
  private final TextStyle style;

  public TextTable(TextStyle style, String... titles) {
    this.style = style;
    rows.add(List.of(titles));
  }

  /** A cell that is empty is shown as {@code -}. */
  public TextTable row(String... cells) {
    var row = new ArrayList<String>();
    for (String cell : cells) {
      row.add(cell.isBlank() ? NONE : CONTROL.matcher(cell).replaceAll(" "));
    }
    rows.add(row);
    return this;
  }

  public boolean isEmpty() {
    return rows.size() == 1;
  }

  /** Its lines, without an end of the last one. */
  public String text() {
    var text = new ArrayList<String>();
    for (int n = 0; n < rows.size(); n++) {
      List<String> row = rows.get(n);
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        boolean last = column == row.size() - 1;
        line.append(n == 0 ? style.bold(cell) : cell);
        line.append(last ? "" : " ".repeat(width(column) - shown(cell)) + GAP);
      }
      text.add(line.toString());
    }
    return String.join("\n", text);
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> shown(row.get(column)))
        .max()
        .orElse(0);
  }

  /** How many characters a terminal shows of it. */
  private static int shown(String cell) {
    String plain = COLOUR.matcher(cell).replaceAll("");
    return plain.codePointCount(0, plain.length());
  }
}
