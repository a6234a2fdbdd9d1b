package dev.aviary.contract.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What makes an app be deployed, and who is told how it went.
 *
 * @param deployOn the event of a forge that deploys: {@code push}; {@code green} for the end of a
 *     CI run that passed; {@code green:NAME} for that of the workflow, pipeline or status of this
 *     name
 * @param branches which branches webhooks deploy; {@code *} stands for any characters; none: every
 *     branch
 * @param forge what the repository's host is: {@code github}, {@code gitlab}, {@code gitea}, {@code
 *     bitbucket} or {@code bitbucket-server}; null: as its name says
 * @param forgeUrl where the forge is, as {@code https://git.example.org}; null: at the repository's
 *     host
 * @param address where visitors find the app, as {@code https://shop.example.org}; null: the first
 *     of its hosts
 * @param mailedEnds {@code notify} on the wire: which ends of deployments are mailed: {@code none},
 *     {@code failed} or {@code all}
 */
@Serdeable
public record TriggerOptions(
    String deployOn,
    List<String> branches,
    @Nullable String forge,
    @Nullable String forgeUrl,
    @Nullable String address,
    @JsonProperty("notify") String mailedEnds) {

  private static final String PUSH = "push";
  private static final String GREEN = "green";
  private static final String NAMED = GREEN + ":";
  private static final List<String> FORGES =
      List.of("github", "gitlab", "gitea", "bitbucket", "bitbucket-server");
  private static final List<String> NOTICES = List.of("none", "failed", "all");
  private static final Pattern WEB = Pattern.compile("https?://[^\\s/?#@]+(/[^\\s?#]*)?");
  private static final int MOST_BRANCHES = 100;
  private static final int LONGEST = 200;

  @SuppressWarnings("NullAway") // null is what a missing member is on the wire
  public static final TriggerOptions DEFAULT =
      new TriggerOptions(null, null, null, null, null, null);

  public TriggerOptions {
    deployOn = deployOn == null ? PUSH : deployOn.strip();
    Check.that(
        deployOn.equals(PUSH)
            || deployOn.equals(GREEN)
            || (deployOn.startsWith(NAMED) && deployOn.length() > NAMED.length()),
        "deployOn is '" + deployOn + "'; give push, green, or green: and the name of a CI run");
    Check.that(deployOn.length() <= LONGEST, "deployOn has more than " + LONGEST + " characters");
    branches = Check.list(branches, "branches");
    Check.that(branches.size() <= MOST_BRANCHES, "branches has more than 100 patterns");
    branches.forEach(TriggerOptions::checkBranch);
    Check.that(
        forge == null || FORGES.contains(forge),
        "forge is '" + forge + "'; give one of " + String.join(", ", FORGES));
    forgeUrl = web(forgeUrl, "forgeUrl");
    address = web(address, "address");
    mailedEnds = mailedEnds == null ? "none" : mailedEnds;
    Check.that(
        NOTICES.contains(mailedEnds), "notify is '" + mailedEnds + "'; give none, failed or all");
  }

  /** Whether a push deploys, and not the end of a CI run. */
  public boolean deploysPushes() {
    return deployOn.equals(PUSH);
  }

  /**
   * Whether the end of a CI run that passed deploys.
   *
   * @param names of the run: of its workflow, its file
   */
  public boolean deploysRun(List<String> names) {
    return deployOn.equals(GREEN)
        || (deployOn.startsWith(NAMED) && names.contains(deployOn.substring(NAMED.length())));
  }

  /** Whether webhooks deploy this branch. */
  public boolean takesBranch(String branch) {
    return branches.isEmpty() || branches.stream().anyMatch(each -> matches(each, branch));
  }

  /** Whether the end of a deployment is mailedEnds. */
  public boolean mails(boolean failed) {
    return mailedEnds.equals("all") || (failed && mailedEnds.equals("failed"));
  }

  /** A pattern has few stars, and a branch's name at most 200 characters. */
  private static boolean matches(String pattern, String branch) {
    String regex =
        List.of(pattern.split("\\*", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.matches(regex, branch);
  }

  private static void checkBranch(String pattern) {
    Check.text(pattern, "branches");
    Check.that(
        pattern.length() <= LONGEST && pattern.chars().filter(c -> c == '*').count() <= 3,
        "branches: a pattern has at most 200 characters, three of them '*'");
  }

  private static @Nullable String web(@Nullable String url, String name) {
    if (url == null) {
      return null;
    }
    boolean valid = url.length() <= 500 && WEB.matcher(url).matches();
    try {
      valid = valid && URI.create(url).getHost() != null;
    } catch (IllegalArgumentException e) {
      valid = false;
    }
    Check.that(valid, name + ": '" + url + "' is no address, as in https://git.example.org");
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
