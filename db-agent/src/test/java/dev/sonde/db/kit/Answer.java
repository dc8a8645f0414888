package dev.sonde.db.kit;

import dev.sonde.core.exposition.ParsedPage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page as the agent sent it. */
public record Answer(ParsedPage page) {
    /** Value of the only series written {@code name} or {@code name{a="b",c="d"}}; null when there is none. */
    public @Nullable String value(String series) {
        String bare = series.indexOf('{') < 0
                ? series + "{}"
                : series.replace("\"", "").replace(",", ", ");
        return page.value(bare);
    }

    public Map<String, ParsedPage.Family> families() {
        return page.families();
    }

    /** How many series a family has; 0 when it is not there. */
    public int count(String family) {
        ParsedPage.Family found = page.families().get(family);
        return found == null ? 0 : found.samples().size();
    }

    /** The label of a family's first series. */
    public String label(String family, String label) {
        return page.families().get(family).samples().get(0).labels().get(label);
    }
}
