package dev.aviary.balancer.fuzz;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request's fields must be (RFC 9110, section 5; RFC 9112, sections 3.2 and 6). */
final class HeadRules {
  private static final Pattern FIELD =
      Pattern.compile(
          "([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([^\\x00\\r\\n]*?)[ \\t]*", Pattern.DOTALL);
  private static final Pattern PLAIN = Pattern.compile("[\\t -~\\x80-\\xff]*");
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9._~-]*|\\[[0-9A-Fa-f:.]+])(:[0-9]{0,5})?");
  private static final Pattern LAX_HOST = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=%:\\[\\]-]*");
  private static final int MOST_FIELDS = 128;

  private final List<Field> fields;

  HeadRules(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  static Field field(String line) throws Malformed {
    Matcher field = FIELD.matcher(line);
    if (!field.matches()) {
      throw new Malformed("field " + line);
    }
    return new Field(field.group(1), field.group(2));
  }

  /** Without control characters, which a recipient may keep or refuse (RFC 9110, 5.5). */
  static boolean plain(Field field) {
    return PLAIN.matcher(field.value()).matches();
  }

  List<Field> fields() {
    return fields;
  }

  /** Whether somebody might refuse it for a control character, or an odd host. */
  boolean lax() {
    return !fields.stream().allMatch(HeadRules::plain)
        || values("host").stream().anyMatch(host -> !HOST.matcher(host).matches());
  }

  /** Where the body ends. */
  Framing framing(boolean http11) throws Malformed {
    host(http11);
    if (fields.size() > MOST_FIELDS) {
      throw new Malformed("too many fields");
    }
    List<String> codings = values("transfer-encoding");
    List<String> lengths = values("content-length");
    if (!codings.isEmpty()) {
      if (!http11 || !lengths.isEmpty() || codings.size() > 1 || !chunked(codings.getFirst())) {
        throw new Malformed("transfer coding");
      }
      return new Chunked();
    }
    if (lengths.isEmpty()) {
      return new Length(0);
    }
    if (lengths.size() > 1 || !lengths.getFirst().matches("[0-9]{1,9}")) {
      throw new Malformed("content length");
    }
    return new Length(Integer.parseInt(lengths.getFirst()));
  }

  private void host(boolean http11) throws Malformed {
    List<String> hosts = values("host");
    if (hosts.size() > 1
        || (hosts.isEmpty() && http11)
        || (!hosts.isEmpty()
            && (!LAX_HOST.matcher(hosts.getFirst()).matches()
                || port(hosts.getFirst()) > 65_535))) {
      throw new Malformed("host");
    }
  }

  /** The number after the last colon; 0 when there is none. */
  static int port(String authority) {
    String last = authority.substring(authority.lastIndexOf(':') + 1);
    return authority.matches(".*:[0-9]{1,5}") ? Integer.parseInt(last) : 0;
  }

  private List<String> values(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).map(Field::value).toList();
  }

  private static boolean chunked(String coding) {
    return coding.equalsIgnoreCase("chunked");
  }

  sealed interface Framing {}

  record Chunked() implements Framing {}

  record Length(int bytes) implements Framing {}
}
