/** What is known of how a canary's visitors fare. */
@NullMarked
package dev.aviary.contract.judgement;

import org.jspecify.annotations.NullMarked;
