import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/** Formats every Java file below the given folders (`apply`), or fails where one would change (`check`). */
final class Format {

  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    var formatter = new Formatter();
    var wrong = new ArrayList<Path>();
    for (int i = 1; i < args.length; i++) {
      Path folder = Path.of(args[i]);
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (var files = Files.walk(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
          String before = Files.readString(file);
          String imports =
              ImportOrderer.reorderImports(
                  RemoveUnusedImports.removeUnusedImports(before), JavaFormatterOptions.Style.GOOGLE);
          String after = formatter.formatSource(imports);
          if (!after.equals(before)) {
            wrong.add(file);
            if (apply) {
              Files.writeString(file, after);
            }
          }
        }
      }
    }
    if (!apply && !wrong.isEmpty()) {
      wrong.forEach(file -> System.err.println("not formatted: " + file));
      System.err.println("Run deploy/format and commit the result.");
      System.exit(1);
    }
  }
}
