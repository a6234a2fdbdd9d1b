/** What is logged once although it happens again and again. */
@NullMarked
package dev.aviary.contract.log;

import org.jspecify.annotations.NullMarked;
