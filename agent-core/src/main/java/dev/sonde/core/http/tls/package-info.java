/** TLS from PEM files: keys, chains, client certificates, versions and cipher suites in Go's words. */
@NullMarked
package dev.sonde.core.http.tls;

import org.jspecify.annotations.NullMarked;
