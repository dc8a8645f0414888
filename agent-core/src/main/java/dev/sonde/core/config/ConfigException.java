package dev.sonde.core.config;

/** A configuration that cannot be used. The message is one line that says where and what; there is no stack trace. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** {@code message} may quote the file: control characters are replaced. */
    public ConfigException(String message) {
        super(oneLine(message), null, false, false);
    }

    private static String oneLine(String message) {
        StringBuilder line = new StringBuilder(message.length());
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            line.append(Character.isISOControl(c) ? '\uFFFD' : c);
        }
        return line.toString();
    }
}
