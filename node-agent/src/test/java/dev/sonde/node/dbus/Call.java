package dev.sonde.node.dbus;

import java.util.List;

/** A call that a scripted bus has got. */
public record Call(long serial, String path, String type, String member, List<String> arguments) {
    /** {@code member path argument...}, the last part of each path and dotted name alone. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(member + ' ' + path.substring(path.lastIndexOf('/') + 1));
        for (String argument : arguments) {
            text.append(' ').append(argument.substring(argument.lastIndexOf('.') + 1));
        }
        return text.toString();
    }
}
