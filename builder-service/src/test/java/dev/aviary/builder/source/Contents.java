package dev.aviary.builder.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The text of each file of a tree; in place of a submodule that is left out, the reason. */
record Contents(Map<String, String> texts) implements SourceTree.Visitor {
  @Override
  public void folder(String path) {}

  @Override
  public void file(String path, boolean executable, long bytes, SourceTree.Content content)
      throws IOException {
    var out = new ByteArrayOutputStream();
    content.copyTo(out);
    if (out.size() != bytes) {
      throw new AssertionError(path + " has " + out.size() + " bytes, not " + bytes);
    }
    texts.put(path, out.toString(StandardCharsets.UTF_8));
  }

  @Override
  public void link(String path, String target) {
    texts.put(path, "-> " + target);
  }

  @Override
  public void submodule(String path, String reason) {
    texts.put(path, reason);
  }
}
