/** The packaged agent beside the real jmx_exporter. */
package dev.sonde.jmx.it;
