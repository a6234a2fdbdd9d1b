/** What is done again and again as long as the service runs. */
@NullMarked
package dev.aviary.flag.rounds;

import org.jspecify.annotations.NullMarked;
