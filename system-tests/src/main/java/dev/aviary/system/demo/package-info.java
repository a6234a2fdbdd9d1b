/** The story of the system tests, told to a person on the stack that runs. */
@NullMarked
package dev.aviary.system.demo;

import org.jspecify.annotations.NullMarked;
