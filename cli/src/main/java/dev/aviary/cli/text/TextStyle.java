package dev.aviary.cli.text;

/**
 * Colours, where they are wanted.
 *
 * @param coloured whether the output takes them
 */
public record TextStyle(boolean coloured) {

  public String good(String text) {
    return in("32", text);
  }

  public String bad(String text) {
    return in("31", text);
  }

  public String busy(String text) {
    return in("33", text);
  }

  public String bold(String text) {
    return in("1", text);
  }

  public String dim(String text) {
    return in("2", text);
  }

  private String in(String code, String text) {
    return coloured && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
