/** Which Aviary a command is about: its ports, its token, its folder. */
@NullMarked
package dev.aviary.cli.instance;

import org.jspecify.annotations.NullMarked;
