package dev.aviary.builder.registry;

import dev.aviary.contract.app.Check;
import dev.aviary.contract.app.ImageName;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image in a registry, by a tag or by its digest (the grammar of
 * github.com/distribution/reference).
 *
 * @param name {@code [registry/]path}
 * @param tag {@code latest} where none was given
 * @param digest {@code sha256:} and 64 hexadecimal digits; null: what the tag leads to
 */
public record ImageReference(String name, String tag, @Nullable String digest) {
  static final String DOCKER_HUB = "docker.io";

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final String LATEST = "latest";

  /** Digits of the digest that stand for a commit. */
  private static final int COMMIT_DIGITS = 40;

  public ImageReference {
    Check.that(
        digest == null || DIGEST.matcher(digest).matches(),
        "image: '" + digest + "' is not a digest; give sha256: and 64 hexadecimal digits");
  }

  /**
   * @throws dev.aviary.contract.app.BadValueException when no image can have the name
   */
  public static ImageReference of(String text) {
    ImageName.check(text, "image");
    int at = text.indexOf('@');
    String digest = at < 0 ? null : text.substring(at + 1);
    String named = at < 0 ? text : text.substring(0, at);
    int colon = named.lastIndexOf(':');
    boolean tagged = colon > named.lastIndexOf('/');
    return new ImageReference(
        tagged ? named.substring(0, colon) : named,
        tagged ? named.substring(colon + 1) : LATEST,
        digest);
  }

  ImageReference at(String exact) {
    return new ImageReference(name, tag, exact);
  }

  /** As the engine takes it: by its digest, or by its tag. */
  public String text() {
    return digest == null ? name + ":" + tag : name + "@" + digest;
  }

  /** The registry: a first part that looks like a host, else Docker's own. */
  public String registry() {
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
    return host ? first : DOCKER_HUB;
  }

  /** What stands for a commit: the first digits of the digest. */
  public String commit() {
    String exact = Check.present(digest, "digest");
    int begin = exact.indexOf(':') + 1;
    return exact.substring(begin, begin + COMMIT_DIGITS);
  }
}
