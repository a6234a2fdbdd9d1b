package dev.aviary.builder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SubmoduleAddressTest {

  @ParameterizedTest
  @CsvSource({
    "https://tok@git.example/you/shop.git, ../lib.git, https://git.example/you/lib.git, tok",
    "https://tok@git.example/you/shop.git, ../../them/lib, https://git.example/them/lib, tok",
    "https://tok@git.example/you/shop.git, ./sub.git, https://git.example/you/shop.git/sub.git, tok",
    "https://tok@git.example/you/shop.git, https://git.example/a/b.git, https://git.example/a/b.git, tok",
    "https://tok@git.example/you/shop.git, https://x:y@git.example/a/b.git, https://git.example/a/b.git, tok",
    "https://tok@git.example/you/shop.git, https://git.example:8443/a/b.git, https://git.example:8443/a/b.git,",
    "https://tok@git.example/you/shop.git, http://git.example/a/b.git, http://git.example/a/b.git,",
    "https://tok@git.example/you/shop.git, git@git.example:a/b.git, https://git.example/a/b.git, tok",
    "https://tok@git.example/you/shop.git, ssh://git@git.example:22/a/b.git, https://git.example/a/b.git, tok",
    "git@git.example:you/shop.git, ../lib.git, git@git.example:you/lib.git,",
    "git@git.example:you/shop.git, https://git.example/a/b.git, https://git.example/a/b.git,",
    "git@git.example:you/shop.git, git@git.example:a/b.git, git@git.example:a/b.git,",
    "ssh://git@git.example:2222/you/shop.git, ../lib.git, ssh://git@git.example:2222/you/lib.git,",
    "file:///srv/git/shop.git, ../lib.git, file:///srv/git/lib.git,",
    "file:///srv/git/shop.git/, ../lib.git, file:///srv/git/lib.git,",
    "file:///srv/git/shop.git, file:///srv/git/lib.git, file:///srv/git/lib.git,"
  })
  void isOnTheServerOfTheRepositoryThatNamesIt(
      String parent, String url, String address, String user) {
    Optional<RepositoryAddress> found = SubmoduleAddress.of(url, RepositoryAddress.of(parent));
    assertEquals(Optional.of(address), found.map(RepositoryAddress::url));
    assertEquals(
        Optional.ofNullable(user),
        found.map(RepositoryAddress::login).map(RepositoryAddress.Login::user));
  }

  @ParameterizedTest
  @CsvSource({
    "https://tok@git.example/you/shop.git, https://other.example/a/b.git",
    "https://tok@git.example/you/shop.git, https://git.example.evil.example/a.git",
    "https://tok@git.example/you/shop.git, git@other.example:a/b.git",
    "https://tok@git.example/you/shop.git, file:///etc",
    "https://tok@git.example/you/shop.git, ../../../../x.git",
    "https://tok@git.example/you/shop.git, -u./x",
    "https://tok@git.example/you/shop.git, ext::sh -c id",
    "git@git.example:you/shop.git, file:///etc",
    "file:///srv/git/shop.git, https://other.example/a/b.git",
    "file:///srv/git/shop.git, file:///var/lib/aviary/clones/other",
    "file:///srv/git/shop.git, file:///srv/git/../../var/lib/aviary",
    "file:///srv/git/shop.git, ../../../var/lib/aviary"
  })
  void isNowhereElse(String parent, String url) {
    assertEquals(Optional.empty(), SubmoduleAddress.of(url, RepositoryAddress.of(parent)));
  }
}
