/** Whether what lies outside of this service can be reached. */
@NullMarked
package dev.aviary.monitor.loop;

import org.jspecify.annotations.NullMarked;
