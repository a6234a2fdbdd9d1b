package dev.aviary.contract.app;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one access: of the kinds that are given each has to be met, or one.
 *
 * @param addresses addresses and ranges of clients, as {@code 203.0.113.0/24} or {@code
 *     2001:db8::/32}; one of them meets the condition
 * @param users names and bcrypt hashes of passwords for Basic authentication (RFC 7617), as {@code
 *     htpasswd -nB} writes them; cost 4 to 13
 * @param header a header field with a secret value
 * @param satisfy {@code all}: every kind that is given; {@code any}: one of them
 * @param passCredentials whether the app gets the password or header that was looked at; missing
 *     means no
 */
@Serdeable
public record AccessRule(
    List<String> addresses,
    Map<String, String> users,
    @Nullable AccessHeader header,
    String satisfy,
    Boolean passCredentials) {
  private static final int MOST_ADDRESSES = 200;
  private static final int MOST_USERS = 100;
  private static final String ALL = "all";
  private static final String ANY = "any";

  /** As crypt(5) says of {@code $2b$}: the cost, 22 digits of salt, 31 of the hash. */
  private static final Pattern BCRYPT =
      Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-3])\\$[./A-Za-z0-9]{53}");

  /** The older forms of an IPv4 address, as in {@code 10.1}, are taken for a mistake. */
  private static final Pattern ADDRESS =
      Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f.:]*)(/[0-9]{1,3})?");

  public AccessRule {
    addresses = Check.list(addresses, "access: addresses");
    Check.that(
        addresses.size() <= MOST_ADDRESSES,
        "access: addresses has more than " + MOST_ADDRESSES + " ranges");
    addresses.forEach(AccessRule::range);
    users = Check.map(users, "access: users");
    Check.that(users.size() <= MOST_USERS, "access: users has more than " + MOST_USERS + " names");
    users.forEach(AccessRule::checkUser);
    satisfy = satisfy == null ? ALL : satisfy;
    Check.that(
        satisfy.equals(ALL) || satisfy.equals(ANY),
        "access: satisfy is '" + satisfy + "'; give all or any");
    passCredentials = passCredentials != null && passCredentials;
  }

  /** Whether it asks for anything. */
  public boolean conditional() {
    return !addresses.isEmpty() || !users.isEmpty() || header != null;
  }

  /** Whether one of the kinds that are given is enough. */
  public boolean anyWillDo() {
    return satisfy.equals(ANY);
  }

  public List<AddressRange> ranges() {
    return addresses.stream().map(AccessRule::range).toList();
  }

  private static AddressRange range(String text) {
    AddressRange range = ADDRESS.matcher(text).matches() ? parsed(text) : null;
    if (range == null) {
      throw new BadValueException(
          "access: '"
              + text
              + "' is neither an address nor a range; write them like 203.0.113.0/24, 2001:db8::/32");
    }
    return range;
  }

  private static @Nullable AddressRange parsed(String text) {
    try {
      return AddressRange.parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** RFC 7617, section 2: a name holds no colon and no control character. */
  private static void checkUser(String name, String hash) {
    Check.that(
        !name.isEmpty()
            && name.length() <= 100
            && name.indexOf(':') < 0
            && name.chars().noneMatch(Character::isISOControl),
        "access: a name of users has 1 to 100 characters, and no ':'");
    Check.that(
        BCRYPT.matcher(hash).matches(),
        "access: users."
            + name
            + " is not a bcrypt hash of cost 4 to 13; 'htpasswd -nBC 10 NAME' writes one, behind"
            + " 'NAME:'");
  }
}
