package dev.aviary.system.stack;

/** The feature flags of the instance, as an operator switches them. */
public record Flags(Stack stack) {
  public void on(String key) {
    stack.flags().put("/flags/" + key, "{\"on\": true}").expectSuccess();
  }

  public void off(String key) {
    stack.flags().put("/flags/" + key, "{\"on\": false}").expectSuccess();
  }
}
