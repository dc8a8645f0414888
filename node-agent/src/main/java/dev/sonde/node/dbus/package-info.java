/** A client of the message bus: as much of the D-Bus specification as asking services for properties needs. */
@NullMarked
package dev.sonde.node.dbus;

import org.jspecify.annotations.NullMarked;
