package dev.aviary.builder.secret;

import dev.aviary.contract.app.Check;
import java.util.Locale;
import java.util.regex.Pattern;

/** The name of a secret: that of a file in containers and builds. */
public final class SecretName {
  /** The token for an app's forge: the builder alone reads it, no container and no build. */
  public static final String FORGE_TOKEN = "FORGE_TOKEN";

  private static final Pattern FORM = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");
  private static final String FOLDER = "/run/secrets/";

  private SecretName() {}

  static String check(String name) {
    Check.that(
        FORM.matcher(name).matches(),
        "a secret's name has 1 to 64 of A-Z, a-z, 0-9, '_', '.' and '-', and begins with a letter or '_'");
    return name;
  }

  /** Where containers find it. */
  public static String file(String name) {
    return FOLDER + name;
  }

  /** The variable that tells them: {@code DATABASE_PASSWORD_FILE}. */
  public static String variable(String name) {
    return name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT) + "_FILE";
  }
}
