/**
 * The only classes that the application around the agent can see. They know nothing but the JDK, and nothing of them
 * that the application could stumble over.
 */
@NullMarked
package dev.sonde.jmx.boot;

import org.jspecify.annotations.NullMarked;
