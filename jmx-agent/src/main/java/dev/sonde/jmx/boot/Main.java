package dev.sonde.jmx.boot;

/** The agent as a program of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Throwable {
        System.exit((Integer) Agent.call("main", String[].class, arguments));
    }
}
