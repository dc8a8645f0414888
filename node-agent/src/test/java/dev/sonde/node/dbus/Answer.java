package dev.sonde.node.dbus;

import java.util.function.Consumer;

/**
 * What a scripted service answers a call with.
 *
 * @param error name of the error; empty for none
 * @param signature of the body
 * @param body writes it
 */
public record Answer(String error, String signature, Consumer<Wire> body) {
    public static Answer of(String signature, Consumer<Wire> body) {
        return new Answer("", signature, body);
    }

    public static Answer nothing() {
        return of("", wire -> {});
    }

    public static Answer failure(String error) {
        return new Answer(error, "s", wire -> wire.string("It is scripted."));
    }
}
