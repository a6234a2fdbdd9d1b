package dev.aviary.contract.app;

import java.util.regex.Pattern;

/** What stands before the {@code @} of an address (RFC 3986, section 3.2.1), and is nobody's. */
public final class Credentials {
  /** Stands in their place. */
  public static final String HIDDEN = "***";

  /** A password that is not encoded as it should be may hold another {@code @}. */
  private static final Pattern IN_ADDRESS = Pattern.compile("(?<=://)[^/\\s]*(?=@)");

  private Credentials() {}

  /** The text with every credential in it hidden: {@code https://***@host/path}. */
  public static String hidden(String text) {
    return IN_ADDRESS.matcher(text).replaceAll(HIDDEN);
  }

  /** Whether they were hidden in this address, so that it can be shown but not used. */
  public static boolean areHidden(String address) {
    return address.contains("://" + HIDDEN + "@");
  }
}
