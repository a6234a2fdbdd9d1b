/** An app, its releases and the slots that its containers take. */
@NullMarked
package dev.aviary.contract.app;

import org.jspecify.annotations.NullMarked;
