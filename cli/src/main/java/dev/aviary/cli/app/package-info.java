/** Apps: what there is, adding one, its settings. */
@NullMarked
package dev.aviary.cli.app;

import org.jspecify.annotations.NullMarked;
