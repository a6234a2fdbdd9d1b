package dev.aviary.system.stack;

/** The feature flags of the instance, as an operator switches them. */
public record FlagCalls(Stack stack) {
  public void on(String key) {
    stack.flags().put("/flags/" + key, "{\"on\": true}").expectSuccess();
  }

  /** On for whatever runs as a canary, by the release that the flag service sees asking. */
  public void onForCanaries(String key) {
    forCanaries(key, "ENABLED");
  }

  /** Off, and ready to be switched on for canaries alone: as the sample app's flag is set up. */
  public void offForCanaries(String key) {
    forCanaries(key, "DISABLED");
  }

  private void forCanaries(String key, String state) {
    stack
        .flags()
        .put(
            "/flags/" + key,
            """
            {"state": "%s", "variants": {"on": true, "off": false}, "defaultVariant": "off",
             "targeting": {"if": [{"==": [{"var": "aviary.track"}, "canary"]}, "on", "off"]},
             "aviary": {"description": "keeps a CPU of the canary busy", "tags": ["permanent"]}}\
            """
                .formatted(state))
        .expectSuccess();
  }

  public void off(String key) {
    stack.flags().put("/flags/" + key, "{\"on\": false}").expectSuccess();
  }
}
