package dev.aviary.builder.recipe;

import java.util.Optional;

/** Knows the repositories of one language by their files. */
interface Recogniser {
  /** The language, for a person. */
  String language();

  /** The files by which it is recognised, for a person. */
  String files();

  /** How a repository is built and started; empty when it is of another language. */
  Optional<LanguagePlan> recognise(SourceFiles files);

  /** Whether a start command is one of this language's programs. */
  boolean starts(String command);
}
