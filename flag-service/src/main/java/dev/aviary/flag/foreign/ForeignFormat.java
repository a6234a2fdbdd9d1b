package dev.aviary.flag.foreign;

import dev.aviary.flag.json.Json;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whose files can be translated. */
public enum ForeignFormat {
  /**
   * GO Feature Flag's configuration: YAML or JSON, flags by key (<a
   * href="https://gofeatureflag.org/docs/configure_flag/create-flags">its documentation</a>).
   */
  GOFF {
    @Override
    void translate(Json file, Translator translator) throws Untranslatable {
      new GoFeatureFlagFile(translator).translate(file);
    }
  },
  /** Flipt's {@code features.yml} and the output of its export, version 1. */
  FLIPT {
    @Override
    void translate(Json file, Translator translator) throws Untranslatable {
      new FliptFile(translator).translate(file);
    }
  },
  /** Unleash's export of an environment, and what its client API gives. */
  UNLEASH {
    @Override
    void translate(Json file, Translator translator) throws Untranslatable {
      new UnleashExport(translator).translate(file);
    }
  };

  public static Optional<ForeignFormat> named(String name) {
    return Arrays.stream(values()).filter(format -> format.text().equals(name)).findFirst();
  }

  public static String names() {
    return Arrays.stream(values()).map(ForeignFormat::text).collect(Collectors.joining(", "));
  }

  /**
   * Translates a file, flag by flag.
   *
   * @throws Untranslatable when the file is none of that product
   */
  public Translation translate(String text) throws Untranslatable {
    Translator translator = new Translator();
    translate(ForeignText.read(text), translator);
    return translator.translation();
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract void translate(Json file, Translator translator) throws Untranslatable;
}
