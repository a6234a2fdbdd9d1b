package dev.aviary.flag.definition;

import dev.aviary.contract.app.Check;
import dev.aviary.flag.store.FlagKey;

/**
 * Another flag that must give a variant before this one is evaluated.
 *
 * @param variant the name of a variant of that flag
 */
public record Prerequisite(FlagKey flag, String variant) {
  public Prerequisite {
    Check.present(flag, "a prerequisite's flag");
    Check.text(variant, "a prerequisite's variant");
  }
}
