/** The jar as it is shipped, in JVMs of its own. */
package dev.sonde.jmx.artefact;
