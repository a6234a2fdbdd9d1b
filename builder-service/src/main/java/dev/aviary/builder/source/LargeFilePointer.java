package dev.aviary.builder.source;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in a tree for a file that Git LFS keeps (git-lfs, docs/spec.md, "The Pointer").
 *
 * @param oid the SHA-256 of the file, 64 hexadecimal digits
 * @param bytes its size
 */
record LargeFilePointer(String oid, long bytes) {
  /** A pointer has fewer bytes. */
  static final int LONGEST = 1024;

  private static final Pattern FORM =
      Pattern.compile(
          "version https://(?:git-lfs\\.github\\.com/spec|hawser\\.github\\.com/spec)/v1\n"
              + "(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\nsize ([0-9]{1,15})\n?");

  /** Nothing when the text is another file. */
  static Optional<LargeFilePointer> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new LargeFilePointer(form.group(1), Long.parseLong(form.group(2))))
        : Optional.empty();
  }
}
