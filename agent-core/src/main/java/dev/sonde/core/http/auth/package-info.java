/** Basic authentication against bcrypt hashes; the only user of the bcrypt library. */
@NullMarked
package dev.sonde.core.http.auth;

import org.jspecify.annotations.NullMarked;
