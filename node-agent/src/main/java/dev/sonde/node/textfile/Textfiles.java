package dev.sonde.node.textfile;

import dev.sonde.core.exposition.TextParser;
import dev.sonde.core.log.StateLog;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/**
 * The files of some directories and what they say. Files that are as they were are not read again, and series that are as
 * they were stay the same objects. One thread at a time.
 */
public final class Textfiles {
    /**
     * What all files' series together may take of the heap: enough for 10 MB of text in 32 MB of heap, and little enough
     * that the page of them fits in beside.
     */
    static final long BUDGET = Runtime.getRuntime().maxMemory() / 16 * 9;

    /**
     * A file may change twice within one tick of its file system's clock, which is 2 s on some, the second time unseen:
     * what it looks like proves something when the last change is older.
     */
    private static final long SETTLED_MILLIS = 3000;

    private static final String SUFFIX = ".prom";
    private static final String SCRAPE_ERROR = "node_textfile_scrape_error";
    private static final String MTIME = "node_textfile_mtime_seconds";
    private static final String FILE_ERROR = "node_textfile_file_error";

    private final Series scrapeError = MetricFamily.gauge(
                    SCRAPE_ERROR, "1 if a directory or file could not be used in whole, 0 otherwise.")
            .series();
    private final MetricFamily mtime =
            MetricFamily.gauge(MTIME, "When the file was modified, Unix time; absent if it could not be used.", "file");
    private final MetricFamily fileError = MetricFamily.gauge(
            FILE_ERROR,
            "1 if the file, or a family in it, could not be used, 0 otherwise; the log says why. Of directories only"
                    + " those are here that could not be read.",
            "file");
    private final List<Glob> globs = new ArrayList<>();
    private final StateLog log = new StateLog(LoggerFactory.getLogger(Textfiles.class));
    private final TextParser parser = new TextParser();
    private final FamilyMerge merge = new FamilyMerge(Set.of(SCRAPE_ERROR, MTIME, FILE_ERROR));
    private final long budget;
    private final long settledMillis;
    private Map<String, TextFile> files = new LinkedHashMap<>();
    private final Map<String, Series> badDirectories = new TreeMap<>();

    /** @param directories as given on the command line, globs among them; an empty one stands for none */
    public Textfiles(List<String> directories) {
        this(directories, BUDGET, SETTLED_MILLIS);
    }

    Textfiles(List<String> directories, long budget, long settledMillis) {
        for (String directory : directories) {
            if (!directory.isEmpty()) {
                globs.add(new Glob(directory));
            }
        }
        this.budget = budget;
        this.settledMillis = settledMillis;
    }

    public boolean isEmpty() {
        return globs.isEmpty();
    }

    /** Looks at all directories and gives what the files say, and which of them could not be used. */
    public void update(MetricSink sink) {
        boolean changed = list();
        changed |= read();
        if (changed) {
            merge.run(files.values());
            report();
        }
        give(sink);
    }

    /** Brings the files up to date with the directories; whether there are others than before. */
    private boolean list() {
        Map<String, TextFile> found = new LinkedHashMap<>();
        Map<String, String> bad = new TreeMap<>();
        for (Glob glob : globs) {
            for (String directory : glob.paths()) {
                try {
                    list(directory, found);
                } catch (IOException e) {
                    bad.put(directory, Reasons.of(e));
                } catch (DirectoryIteratorException e) {
                    bad.put(directory, Reasons.of(e.getCause()));
                } catch (InvalidPathException e) {
                    bad.put(directory, e.getReason());
                }
            }
        }
        directories(bad);
        boolean changed = !new ArrayList<>(found.keySet()).equals(new ArrayList<>(files.keySet()));
        for (TextFile gone : files.values()) {
            if (!found.containsKey(gone.name())) {
                log.recovered(gone.name(), "textfile is gone, file=" + gone.name());
            }
        }
        files = found;
        return changed;
    }

    private void list(String directory, Map<String, TextFile> found) throws IOException {
        Map<String, Path> names = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(directory))) {
            for (Path entry : entries) {
                String name = PathNames.name(entry);
                if (name.endsWith(SUFFIX)) {
                    names.put(name, entry);
                }
            }
        }
        for (Map.Entry<String, Path> entry : names.entrySet()) {
            String name = PathNames.join(directory, entry.getKey());
            if (!found.containsKey(name)) {
                TextFile known = files.get(name);
                found.put(name, known != null ? known : file(entry.getValue(), name));
            }
        }
    }

    private TextFile file(Path path, String name) {
        return new TextFile(path, name, settledMillis, mtime.series(name), fileError.series(name));
    }

    private void directories(Map<String, String> bad) {
        for (String directory : List.copyOf(badDirectories.keySet())) {
            if (!bad.containsKey(directory)) {
                badDirectories.remove(directory);
                log.recovered(directory, "textfile directory is read again, directory=" + directory);
            }
        }
        for (Map.Entry<String, String> entry : bad.entrySet()) {
            String directory = entry.getKey();
            if (!badDirectories.containsKey(directory)) {
                badDirectories.put(directory, fileError.series(directory));
            }
            log.failed(
                    directory,
                    "textfile directory cannot be read, directory=" + directory + ", reason=" + entry.getValue(),
                    null);
        }
    }

    private boolean read() {
        boolean changed = false;
        long left = budget;
        for (TextFile file : files.values()) {
            left -= file.columns().cost();
        }
        for (TextFile file : files.values()) {
            left += file.columns().cost();
            changed |= file.refresh(parser, left);
            left -= file.columns().cost();
        }
        return changed;
    }

    private void report() {
        for (TextFile file : files.values()) {
            String problem = file.problem();
            if (problem != null) {
                log.failed(file.name(), "textfile cannot be used, file=" + file.name() + ", reason=" + problem, null);
            } else {
                log.recovered(file.name(), "textfile is used again, file=" + file.name());
            }
        }
    }

    private void give(MetricSink sink) {
        boolean failed = !badDirectories.isEmpty() || merge.helpDiffers();
        for (TextFile file : files.values()) {
            failed |= file.failure() != null;
            if (file.failure() == null) {
                sink.sample(file.mtime, file.modifiedSeconds());
            }
            sink.sample(file.error, file.problem() == null ? 0L : 1L);
        }
        for (Series directory : badDirectories.values()) {
            sink.sample(directory, 1L);
        }
        sink.sample(scrapeError, failed ? 1L : 0L);
        for (TextFile file : files.values()) {
            file.columns().give(sink);
        }
    }
}
