/**
 * What a regular expression can not do, found without running it: automata that accept at least what the expression
 * accepts. They tell apart the attributes whose match may change with the value from those whose match is for good.
 */
@NullMarked
package dev.sonde.jmx.regex;

import org.jspecify.annotations.NullMarked;
