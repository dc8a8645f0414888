package dev.sonde.db.options;

/**
 * One thing that can be set. Immutable.
 *
 * @param standard its default, as text
 * @param variable the environment variable that sets it too, or empty
 */
public record Option(String name, Kind kind, String standard, String variable, String help) {
    /** What values there are. */
    public enum Kind {
        TEXT,
        BOOL,
        INTEGER,
        NUMBER,
        DURATION,
        /** Several texts; as one text parted by line feeds. */
        TEXTS
    }
}
