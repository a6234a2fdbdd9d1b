package dev.aviary.contract.app;

import java.util.regex.Pattern;

/**
 * The name of an image as Docker takes it: {@code [registry/]path[:tag][@digest]} (the grammar of
 * github.com/distribution/reference).
 */
public final class ImageName {
  private static final int LONGEST = 255;
  private static final String REGISTRY = "([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]+)?/)?";
  private static final String PART = "[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*";
  private static final String TAG = "(:\\w[\\w.-]{0,127})?";
  private static final String DIGEST = "(@[A-Za-z][A-Za-z0-9]*:[0-9a-fA-F]{32,})?";
  private static final Pattern FORM =
      Pattern.compile(REGISTRY + PART + "(/" + PART + ")*" + TAG + DIGEST);

  private ImageName() {}

  /**
   * @throws BadValueException when no image can have the name
   */
  static String check(String name) {
    return check(name, "baseImage");
  }

  /**
   * The same.
   *
   * @param member what it was given as
   */
  public static String check(String name, String member) {
    Check.that(
        name.length() <= LONGEST && FORM.matcher(name).matches(),
        "%s '%s' is not the name of an image; give one as python-base, python:3.14-slim or"
                .formatted(member, name)
            + " registry.example.org/team/base:1");
    return name;
  }
}
