package dev.aviary.builder.forge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aviary.builder.secret.AppSecrets;
import dev.aviary.builder.testing.Specs;
import dev.aviary.contract.app.AppSpec;
import dev.aviary.contract.app.TriggerOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which API belongs to a repository's address. */
final class ForgeRepositoryTest {
  @ParameterizedTest
  @CsvSource({
    "https://github.com/ada/shop.git, , https://api.github.com, ada/shop, GITHUB",
    "https://ada:token@github.com/ada/shop, , https://api.github.com, ada/shop, GITHUB",
    "git@github.com:ada/shop.git, , https://api.github.com, ada/shop, GITHUB",
    "ssh://git@github.com/ada/shop.git, , https://api.github.com, ada/shop, GITHUB",
    "https://gitlab.com/a/b/shop.git, , https://gitlab.com/api/v4, a/b/shop, GITLAB",
    "https://codeberg.org/ada/shop, , https://codeberg.org/api/v1, ada/shop, GITEA",
    "https://bitbucket.org/ada/shop, , https://api.bitbucket.org/2.0, ada/shop, BITBUCKET",
    "http://git.lan:3000/ada/shop.git, gitea, http://git.lan:3000/api/v1, ada/shop, GITEA",
    "https://ghe.example/ada/shop, github, https://ghe.example/api/v3, ada/shop, GITHUB",
    "ssh://git@git.lan:2222/ada/shop.git, gitea, https://git.lan/api/v1, ada/shop, GITEA"
  })
  void theApiIsKnownByTheHostOrByTheSetting(
      String address, @Nullable String forge, String api, String path, ForgeKind kind) {
    assertEquals(
        Optional.of(new ForgeRepository(kind, api, path, null)),
        ForgeRepository.of(app(address, forge, null)));
  }

  @Test
  void aForgeOfItsOwnAddressIsAskedThere() {
    assertEquals(
        Optional.of(
            new ForgeRepository(ForgeKind.GITLAB, "https://g.example/x/api/v4", "ada/shop", null)),
        ForgeRepository.of(app("https://10.0.0.1/ada/shop.git", "gitlab", "https://g.example/x/")));
  }

  @ParameterizedTest
  @CsvSource({"https://git.lan/ada/shop", "file:///srv/git/shop.git", "https://github.com/", "::"})
  void aRepositoryWhoseForgeIsNotKnownHasNone(String address) {
    assertEquals(Optional.empty(), ForgeRepository.of(app(address, null, null)));
  }

  @ParameterizedTest
  @CsvSource({
    "https://x-access-token:ghp_1@github.com/a/b, ghp_1",
    "https://u:a%2Bb+c@github.com/a/b, a+b+c",
    "https://token@github.com/a/b, ",
    "https://u:@github.com/a/b, ",
    "https://***@github.com/a/b, ",
    "git@github.com:a/b, "
  })
  void theTokenIsThePasswordOfTheAddress(String address, @Nullable String token) {
    assertEquals(
        Optional.ofNullable(token),
        new RepositoryTokens(new Secrets(Map.of())).of(app(address, null, null)));
  }

  @Test
  void theTokenThatTheOwnerGaveComesBeforeThatOfTheAddress() {
    var tokens = new RepositoryTokens(new Secrets(Map.of("FORGE_TOKEN", "given\n")));
    assertEquals(
        Optional.of("given"), tokens.of(app("https://u:cloned@github.com/a/b", null, null)));
    assertEquals(Optional.of("given"), tokens.of(app("git@github.com:a/b", null, null)));
  }

  private record Secrets(Map<String, String> all) implements AppSecrets {
    @Override
    public List<String> names(String app) {
      return List.copyOf(all.keySet());
    }

    @Override
    public Optional<String> value(String app, String name) {
      return Optional.ofNullable(all.get(name));
    }
  }

  private static AppSpec app(String address, @Nullable String forge, @Nullable String url) {
    AppSpec spec = Specs.of("shop", address, null);
    return new AppSpec("shop", 0, address, null, "main", null, List.of(), spec.build(), spec.run())
        .withTriggers(new TriggerOptions("push", List.of(), forge, url, null, "none"));
  }
}
