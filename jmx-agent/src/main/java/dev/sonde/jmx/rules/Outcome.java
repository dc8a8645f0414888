package dev.sonde.jmx.rules;

import org.jspecify.annotations.Nullable;

/** What the rules made of an attribute with its value. Immutable. */
public final class Outcome {
    static final Outcome DROPPED_FOR_GOOD = new Outcome(null, true);
    static final Outcome DROPPED = new Outcome(null, false);

    /** Null when the attribute is not to be shown. */
    public final @Nullable Metric metric;
    /** Whether every other value of the same kind would have had the same outcome. */
    public final boolean lasting;

    Outcome(@Nullable Metric metric, boolean lasting) {
        this.metric = metric;
        this.lasting = lasting;
    }

    static Outcome dropped(boolean lasting) {
        return lasting ? DROPPED_FOR_GOOD : DROPPED;
    }
}
