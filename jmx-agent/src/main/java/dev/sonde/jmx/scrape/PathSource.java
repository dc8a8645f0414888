package dev.sonde.jmx.scrape;

import dev.sonde.jmx.rules.AttributePath;

/** Where attributes are; the path itself is made only when rules are to be tried. */
interface PathSource {
    AttributePath path();
}
