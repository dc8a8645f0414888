package dev.sonde.db.redis;

import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;
import java.io.IOException;

/** Something that the page of a Redis server tells beside INFO. One thread at a time; all methods may be left out. */
abstract class Feature {
    private int first;
    private int asked;

    /** Whether the server is to be asked, by what it said of itself last; asked before the first answer too. */
    boolean wanted(RedisScrape scrape) {
        return true;
    }

    /** Adds what goes with the first round trip. */
    void ask(Commands commands) {}

    /** Reads the replies to that, {@code count} from {@code at}; a refusal costs this feature alone. */
    void read(Replies replies, int at, int count, RedisScrape scrape) {}

    /** Asks for more, in round trips of its own. */
    void more(RedisScrape scrape) throws IOException {}

    /** Whether a refusal of {@link #more} makes the scrape a failed one. */
    boolean mustSucceed() {
        return false;
    }

    final void enqueue(Commands commands) {
        first = commands.count();
        ask(commands);
        asked = commands.count() - first;
    }

    final void skip() {
        asked = -1;
    }

    final boolean wasSkipped() {
        return asked < 0;
    }

    /** Nothing is under way any more. */
    final void done() {
        asked = 0;
    }

    /** Takes over what is under way from the feature that it replaces. */
    final void continues(Feature before) {
        first = before.first;
        asked = before.asked;
    }

    /** Reads the replies if all of them came. */
    final void readIfWhole(RedisScrape scrape) {
        Replies replies = scrape.replies();
        if (asked > 0 && first + asked <= replies.count()) {
            read(replies, first, asked, scrape);
        }
    }
}
