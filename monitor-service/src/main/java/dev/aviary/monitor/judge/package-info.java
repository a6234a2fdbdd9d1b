/**
 * The rule by which a canary is judged: arithmetic alone, without a clock, a store or a framework.
 */
@NullMarked
package dev.aviary.monitor.judge;

import org.jspecify.annotations.NullMarked;
