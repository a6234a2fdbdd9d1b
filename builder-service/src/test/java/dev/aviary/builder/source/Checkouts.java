package dev.aviary.builder.source;

import static org.junit.jupiter.api.Assertions.fail;

import dev.aviary.contract.result.Refusal;
import dev.aviary.contract.result.Result;
import dev.aviary.contract.result.Result.Done;

/** Reads what checkouts came to. */
final class Checkouts {
  private Checkouts() {}

  /** The tree of a checkout that must not be refused. */
  static SourceTree ready(Result<SourceTree> checkout) {
    return switch (checkout) {
      case Done(SourceTree tree) -> tree;
      case Refusal<SourceTree> no -> fail(no.reason());
    };
  }
}
