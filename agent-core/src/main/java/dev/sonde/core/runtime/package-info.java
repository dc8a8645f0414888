/** What a process needs besides its work: who it is, how it starts and how it ends. */
@NullMarked
package dev.sonde.core.runtime;

import org.jspecify.annotations.NullMarked;
