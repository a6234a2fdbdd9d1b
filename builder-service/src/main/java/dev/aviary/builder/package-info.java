/** The builder service: CI in, images and containers out. */
@NullMarked
package dev.aviary.builder;

import org.jspecify.annotations.NullMarked;
