/** The web config file of the Prometheus exporter toolkit: reads it, follows it, puts it into force. */
@NullMarked
package dev.sonde.core.http.web;

import org.jspecify.annotations.NullMarked;
