package dev.sonde.node.it;

/** A page that breaks the grammar of its format; the message names the line. */
final class PageSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PageSyntaxException(String message) {
        super(message);
    }
}
