package dev.sonde.db.net;

/** What all connections of the process share. Immutable. */
public record Network(Resolver resolver, Watchdog watchdog) {
    public static Network of(String agent) {
        return new Network(new Resolver(agent), new Watchdog(agent));
    }
}
