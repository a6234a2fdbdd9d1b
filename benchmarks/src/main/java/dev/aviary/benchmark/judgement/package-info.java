/** How the rule that judges canaries does, beside what peers do, on simulated canaries. */
@NullMarked
package dev.aviary.benchmark.judgement;

import org.jspecify.annotations.NullMarked;
