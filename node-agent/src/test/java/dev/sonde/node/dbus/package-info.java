/** The client of the message bus against a bus that says what a test wants, over a real socket. */
@NullMarked
package dev.sonde.node.dbus;

import org.jspecify.annotations.NullMarked;
