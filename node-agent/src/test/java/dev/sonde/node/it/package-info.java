/**
 * Integration tests: the packaged agent as a process, beside the real programs it replaces and the
 * real Prometheus servers that scrape it. Run by {@code .ci/run}, which names the programs by system
 * properties; a missing one is an error, never a reason to skip.
 */
@NullMarked
package dev.sonde.node.it;

import org.jspecify.annotations.NullMarked;
