/** What keeps pages of documentation true. */
@NullMarked
package dev.sonde.core.docs;

import org.jspecify.annotations.NullMarked;
