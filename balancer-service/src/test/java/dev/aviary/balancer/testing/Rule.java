package dev.aviary.balancer.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The rule of {@code docs/http-rules.md} that a test holds the balancer to. The test's name ends
 * with the section of the RFC.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Rule {
  /** Its number. */
  int value();
}
