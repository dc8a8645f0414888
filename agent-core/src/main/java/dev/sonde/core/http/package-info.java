/**
 * What the agents serve over HTTP and how it is guarded: routes, listen addresses, the web config file. Knows nothing
 * of the server underneath.
 */
@NullMarked
package dev.sonde.core.http;

import org.jspecify.annotations.NullMarked;
