package dev.aviary.contract.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CredentialsTest {
  @ParameterizedTest
  @CsvSource({
    "https://ada:secret@host/a.git, https://***@host/a.git",
    "https://ghp_secret@host:8443/a.git, https://***@host:8443/a.git",
    "https://ada:p@ss@host/a.git, https://***@host/a.git",
    "https://host/a@b.git, https://host/a@b.git",
    "file:///srv/git/a.git, file:///srv/git/a.git",
    "ssh://git@host/a.git, ssh://git@host/a.git",
    "ssh://git:secret@host/a.git, ssh://***@host/a.git",
    "git@host:a.git, git@host:a.git",
    "https://a:b@x/y: not authorized as https://c@z/, https://***@x/y: not authorized as https://***@z/"
  })
  void areHiddenWhereverAnAddressStands(String text, String shown) {
    assertEquals(shown, Credentials.hidden(text));
    assertEquals(shown, Credentials.hidden(shown));
  }

  @Test
  void thatAreHiddenAreKnown() {
    assertTrue(Credentials.areHidden("https://***@host/a.git"));
    assertFalse(Credentials.areHidden("https://ada:secret@host/a.git"));
  }
}
