/** Tests of what is built, not of the classes it is built from. */
@NullMarked
package dev.sonde.node.artefact;

import org.jspecify.annotations.NullMarked;
