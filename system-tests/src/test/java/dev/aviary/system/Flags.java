package dev.aviary.system;

import dev.aviary.system.stack.Stack;

/** The feature flags of the instance, as an operator switches them. */
record Flags(Stack stack) {
  void on(String key) {
    stack.flags().put("/flags/" + key, "{\"on\": true}");
  }

  void off(String key) {
    stack.flags().put("/flags/" + key, "{\"on\": false}");
  }
}
