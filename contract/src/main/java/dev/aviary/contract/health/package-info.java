/** What every service's health answer has in common: it comes at once. */
@NullMarked
package dev.aviary.contract.health;

import org.jspecify.annotations.NullMarked;
