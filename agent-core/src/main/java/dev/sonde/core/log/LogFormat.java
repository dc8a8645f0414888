package dev.sonde.core.log;

/** How a line is written. */
public enum LogFormat {
    LOGFMT,
    JSON
}
