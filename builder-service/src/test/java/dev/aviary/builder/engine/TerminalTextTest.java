package dev.aviary.builder.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class TerminalTextTest {
  @Test
  void coloursAndMovementsAreRemovedAndTheTextStays() {
    assertEquals("E: failed", TerminalText.plain("\u001b[91mE: failed\u001b[0m"));
    assertEquals("100% done", TerminalText.plain("\u001b[2K\u001b[1;32m100%\u001b[m done"));
    assertEquals("abc", TerminalText.plain("a\u001b]0;a title\u0007b\u001b(Bc"));
    assertEquals("a", TerminalText.plain("\u009b31ma\u001b[38;5;1"));
  }

  @Test
  void otherControlCharactersAreRemovedAndTabsStay() {
    assertEquals("a\tbc", TerminalText.plain("a\tb\b\u0000\u0085c\u001b"));
  }

  @Test
  void bracketsOfTheTextItselfStay() {
    assertEquals("[91m is not a colour", TerminalText.plain("[91m is not a colour"));
  }
}
