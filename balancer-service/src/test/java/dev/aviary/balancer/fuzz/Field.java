package dev.aviary.balancer.fuzz;

import java.util.Locale;

/** A header field; its name in lower case. */
record Field(String name, String value) {
  Field {
    name = name.toLowerCase(Locale.ROOT);
  }
}
