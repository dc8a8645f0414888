/** Reads MBeans, in this JVM or another, and puts what the rules make of them in order for the page. */
@NullMarked
package dev.sonde.jmx.scrape;

import org.jspecify.annotations.NullMarked;
