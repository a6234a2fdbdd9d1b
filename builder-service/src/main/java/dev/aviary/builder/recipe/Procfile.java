package dev.aviary.builder.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Procfile says: a line for each process, {@code name: command}, as Heroku takes it.
 *
 * @param web what starts the app; null when no line says so
 * @param beside what belongs to a release beside it
 * @param remarks on lines that are not taken as they stand, with their numbers
 */
public record Procfile(@Nullable String web, ReleaseProcesses beside, List<String> remarks) {
  public static final String NAME = "Procfile";

  private static final Pattern LINE =
      Pattern.compile("\\s*([A-Za-z0-9_-]+)\\s*:[ \\t]*(.*?)[ \\t\\r]*");

  /** As {@code processes} of an app's settings takes it. */
  private static final Pattern PROCESS = Pattern.compile("[a-z][a-z0-9-]{0,19}");

  public Procfile {
    remarks = List.copyOf(remarks);
  }

  static Procfile of(String text) {
    var commands = new LinkedHashMap<String, String>();
    var remarks = new ArrayList<String>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
        String remark = take(line, commands);
        if (remark != null) {
          remarks.add("%s, line %d: %s".formatted(NAME, i + 1, remark));
        }
      }
    }
    String web = commands.remove("web");
    String release = commands.remove("release");
    return new Procfile(web, new ReleaseProcesses(release, commands), remarks);
  }

  /** Returns what is to be said of the line. */
  private static @Nullable String take(String line, Map<String, String> commands) {
    Matcher found = LINE.matcher(line);
    if (!found.matches() || found.group(2).isEmpty()) {
      return "left out, because it is not of the form 'name: command'";
    }
    String name = found.group(1);
    String process = name.toLowerCase(Locale.ROOT).replace('_', '-');
    if (!PROCESS.matcher(process).matches()) {
      return "'%s' is left out: a name begins with a letter and has at most 20 letters, digits and '-'"
          .formatted(name);
    }
    if (commands.putIfAbsent(process, found.group(2)) != null) {
      return "'%s' is left out: the name is there already".formatted(name);
    }
    return process.equals(name) ? null : "'%s' is named %s".formatted(name, process);
  }
}
