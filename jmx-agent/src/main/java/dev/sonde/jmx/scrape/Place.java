package dev.sonde.jmx.scrape;

import org.jspecify.annotations.Nullable;

/** An attribute, or an item of composite or tabular data, while its value is looked at. Reused; one thread at a time. */
final class Place {
    PathSource source;
    String attribute;

    @Nullable String description;

    Place(PathSource source, String attribute, @Nullable String description) {
        this.source = source;
        this.attribute = attribute;
        this.description = description;
    }
}
