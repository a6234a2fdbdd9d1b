package dev.aviary.contract.app;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A named volume in a container. On the wire {@code name:/path}, or {@code /path}, whose name is
 * the path with '-' for what is no letter or digit.
 *
 * @param name of the volume among those of its app
 * @param path where it lies in each container
 */
public record VolumeMount(String name, String path) {
  private static final Pattern FORM =
      Pattern.compile("(?:([a-z0-9][a-z0-9-]{0,39}):)?(/[A-Za-z0-9._/-]{1,200})");

  public static VolumeMount of(String text) {
    Matcher form = FORM.matcher(text);
    Check.that(
        form.matches() && !text.contains(".."),
        "volumes: '"
            + text
            + "' is not a volume; give /path or name:/path; a folder of the machine cannot be given");
    String path = form.group(2);
    String name =
        form.group(1) != null
            ? form.group(1)
            : path.substring(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    Check.that(!name.isEmpty(), "volumes: give '" + text + "' a name, as in data:" + text);
    return new VolumeMount(name, path);
  }

  @Override
  public String toString() {
    return name + ":" + path;
  }
}
