/** One attempt to bring one commit onto one track, with its log. */
@NullMarked
package dev.aviary.contract.deployment;

import org.jspecify.annotations.NullMarked;
