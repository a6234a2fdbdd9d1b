package dev.aviary.monitor.link;

import dev.aviary.contract.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A page of HTML without scripts, for phones too, in the reader's own light or dark. */
final class LinkPage {
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem;\
      overflow-wrap:anywhere}
      h1{font-size:1.4rem;line-height:1.25}
      button{font:inherit;font-weight:600;padding:.75rem 1.5rem;min-height:3rem;border-radius:.5rem;\
      border:2px solid}
      footer{margin-top:2rem;font-size:.85rem;opacity:.75}
      """;

  /** Nothing is loaded, and the one style is known by its hash (CSP Level 3, section 2.3.1). */
  static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + Base64.getEncoder()
              .encodeToString(Sha256.begin().digest(STYLE.getBytes(StandardCharsets.UTF_8)))
          + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  private LinkPage() {}

  /**
   * @param form where the button posts to, as seen from the page
   */
  static String of(LinkAnswer answer, String instance, String form) {
    var page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=\"robots\" content=\"noindex\">\n")
        .append("<title>%s</title>\n".formatted(escaped(answer.title())))
        .append("<style>%s</style>\n</head>\n<body>\n<main>\n".formatted(STYLE))
        .append("<h1>%s</h1>\n".formatted(escaped(answer.title())));
    for (String paragraph : answer.text()) {
      page.append("<p>%s</p>\n".formatted(escaped(paragraph)));
    }
    LinkAnswer.Button button = answer.button();
    if (button != null) {
      page.append(
          """
          <form method="post" action="%s">
          <input type="hidden" name="token" value="%s">
          <button type="submit">%s</button>
          </form>
          """
              .formatted(escaped(form), escaped(button.token()), escaped(button.words())));
    }
    return page.append(
            "</main>\n<footer>Aviary %s</footer>\n</body>\n</html>\n".formatted(escaped(instance)))
        .toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
