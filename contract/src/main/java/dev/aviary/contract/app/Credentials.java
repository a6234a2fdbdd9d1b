package dev.aviary.contract.app;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands before the {@code @} of an address (RFC 3986, section 3.2.1), and is nobody's. */
public final class Credentials {
  /** Stands in their place. */
  public static final String HIDDEN = "***";

  /** A password that is not encoded as it should be may hold another {@code @}. */
  private static final Pattern IN_ADDRESS = Pattern.compile("(?<=://)[^/\\s]*(?=@)");

  private static final String SSH = "ssh://";

  private Credentials() {}

  /**
   * The text with every credential in it hidden: {@code https://***@host/path}. The account of an
   * address of ssh is none: {@code ssh://git@host/path}.
   */
  public static String hidden(String text) {
    return IN_ADDRESS
        .matcher(text)
        .replaceAll(found -> isAccount(text, found) ? "$0" : Matcher.quoteReplacement(HIDDEN));
  }

  private static boolean isAccount(String text, MatchResult found) {
    return found.group().indexOf(':') < 0
        && text.regionMatches(true, found.start() - SSH.length(), SSH, 0, SSH.length());
  }

  /** Whether they were hidden in this address, so that it can be shown but not used. */
  public static boolean areHidden(String address) {
    return address.contains("://" + HIDDEN + "@");
  }
}
