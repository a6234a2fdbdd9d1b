/** Episodes during which a container was over a threshold, and the mails that tell of them. */
@NullMarked
package dev.aviary.contract.alert;

import org.jspecify.annotations.NullMarked;
