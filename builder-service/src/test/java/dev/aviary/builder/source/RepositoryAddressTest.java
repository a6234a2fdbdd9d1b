package dev.aviary.builder.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aviary.builder.source.RepositoryAddress.Login;
import dev.aviary.contract.app.BadValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RepositoryAddressTest {

  @ParameterizedTest
  @CsvSource({
    "https://github.com/you/shop.git, https://github.com/you/shop.git",
    "https://GitHub.com/you/Shop, https://github.com/you/Shop",
    "http://127.0.0.1:3000/x.git, http://127.0.0.1:3000/x.git",
    "https://[2001:db8::1]:8443/x.git, https://[2001:db8::1]:8443/x.git",
    "https://my_git/x.git, https://my_git/x.git",
    "ssh://git@git.example:2222/~me/x.git, ssh://git@git.example:2222/~me/x.git",
    "ssh://git.example/x.git, ssh://git@git.example/x.git",
    "git@github.com:you/shop.git, git@github.com:you/shop.git",
    "org-123@github.com:you/shop, org-123@github.com:you/shop",
    "file:///srv/git/x.git, file:///srv/git/x.git",
    "file://localhost/srv/git/x.git, file:///srv/git/x.git"
  })
  void formsThatAreTaken(String address, String url) {
    var taken = RepositoryAddress.of(address);
    assertEquals(url, taken.url());
    assertNull(taken.login());
  }

  @ParameterizedTest
  @CsvSource({
    "https://me:plain1@host/x.git, me, plain1",
    "http://me:p%25q@host/x.git, me, p%q",
    "https://me%40corp.example:p%3A%2F%23@host/x.git, me@corp.example, p:/#",
    "https://me:p@ss@host/x.git, me, p@ss",
    "https://me:p:q@host/x.git, me, p:q",
    "https://me:100%@host/x.git, me, 100%",
    "https://me:a+b@host/x.git, me, a+b",
    "https://me:p%2541@host/x.git, me, p%41",
    "https://me:gr%C3%BCn@host/x.git, me, grün",
    "http://tok123@host/x.git, tok123, ''",
    "https://:tok123@host/x.git, '', tok123"
  })
  void loginsAreDecodedOnceAndAreNotInTheUrl(String address, String user, String password) {
    var taken = RepositoryAddress.of(address);
    assertEquals(new Login(user, password), taken.login());
    assertFalse(taken.url().contains("@"), taken.url());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "/srv/git/x.git",
        "../x.git",
        "github.com/you/shop",
        "github.com:you/shop.git",
        "localhost:3000/x.git",
        "ftp://host/x.git",
        "git://host/x.git",
        "ext::sh -c id",
        "https://host",
        "https://host/",
        "https://me:p/q@host/x.git",
        "https://host:port/x.git",
        "https://host/x y.git",
        "https://host/x.git?ref=main",
        "https://host/x.git#main",
        "https://host/x.git\n",
        "ssh://git:secret@host/x.git",
        "ssh://-oProxyCommand=id/x.git",
        "git@-oProxyCommand=id:x.git",
        "-x@host:x.git",
        "git@host:-x",
        "file://host/x.git",
        "file:relative",
        ""
      })
  void whatIsNoneOfThemIsRefusedWithTheForms(String address) {
    var refused = assertThrows(BadValueException.class, () -> RepositoryAddress.of(address));
    String words = String.valueOf(refused.getMessage());
    assertTrue(words.contains("https://token@host/path"), words);
    assertTrue(words.contains("git@host:path"), words);
    assertFalse(words.contains("secret") || words.contains("p/q"), words);
  }

  @Test
  void aLoginIsNotShown() {
    assertEquals("Login[]", new Login("me", "secret").toString());
  }
}
