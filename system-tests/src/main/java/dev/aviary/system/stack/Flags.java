package dev.aviary.system.stack;

/** The feature flags of the instance, as an operator switches them. */
public record Flags(Stack stack) {
  public void on(String key) {
    stack.flags().put("/flags/" + key, "{\"on\": true}").expectSuccess();
  }

  /** On for whatever runs as a canary, by the release that the flag service sees asking. */
  public void onForCanaries(String key) {
    stack
        .flags()
        .put(
            "/flags/" + key,
            """
            {"state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "off",
             "targeting": {"if": [{"==": [{"var": "aviary.track"}, "canary"]}, "on", "off"]}}\
            """)
        .expectSuccess();
  }

  public void off(String key) {
    stack.flags().put("/flags/" + key, "{\"on\": false}").expectSuccess();
  }
}
