/** Tests of what is shipped beside the agents: rules, dashboards, manifests. */
@NullMarked
package dev.sonde.packaging;

import org.jspecify.annotations.NullMarked;
