package dev.sonde.core.flags;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The flags of a program: declared first, then read from one command line, then asked for their values.
 *
 * <p>Syntax: {@code --name=value} or {@code --name value}; switches are {@code --name} and {@code --no-name} and take
 * no value; a flag that is not repeatable is given at most once; {@code @file} stands for the lines of a file, blank
 * ones and those that begin with {@code #} left out; {@code --} ends the flags. {@code --help} and its like are built
 * in.
 *
 * <p>Declaring and parsing belong to one thread; afterwards any thread may read. Asking for a flag that was not
 * declared, or for a value of another type, is an {@link IllegalArgumentException}.
 */
public final class FlagSet {
    final Map<String, String> environment;
    private final String name;
    private final String description;

    @Nullable private final FlagSet parent;

    private final Map<String, Flag> flags = new LinkedHashMap<>();
    private final Map<String, FlagSet> commands = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private String version = "";

    /** {@code program} begins every error message; {@code description} is shown by the help and may be empty. */
    public FlagSet(String program, String description) {
        this(program, description, System.getenv());
    }

    FlagSet(String program, String description, Map<String, String> environment) {
        this(program, description, environment, null);
        BuiltIn.declare(this);
    }

    private FlagSet(String name, String description, Map<String, String> environment, @Nullable FlagSet parent) {
        this.name = name;
        this.description = description;
        this.environment = environment;
        this.parent = parent;
    }

    /** What {@code --version} prints; one final newline is added where there is none. */
    public FlagSet version(String text) {
        version = text.endsWith("\n") ? text : text + "\n";
        return this;
    }

    /** A text without a default: the empty string unless given. */
    public Flag string(String name, String help) {
        return declare(FlagKind.STRING, name, help, Collections.emptyList(), Collections.emptyList());
    }

    public Flag string(String name, String defaultValue, String help) {
        return declare(FlagKind.STRING, name, help, Collections.singletonList(defaultValue), Collections.emptyList());
    }

    /** A switch: {@code --name} and {@code --no-name}. */
    public Flag bool(String name, boolean defaultValue, String help) {
        return single(FlagKind.BOOL, name, Boolean.toString(defaultValue), help);
    }

    public Flag integer(String name, int defaultValue, String help) {
        return single(FlagKind.INTEGER, name, Integer.toString(defaultValue), help);
    }

    public Flag number(String name, double defaultValue, String help) {
        String text = Double.toString(defaultValue);
        return single(FlagKind.NUMBER, name, text.endsWith(".0") ? text.substring(0, text.length() - 2) : text, help);
    }

    /** A duration in the syntax of Go, such as {@code 1h2m3.5s} or {@code 250ms}. */
    public Flag duration(String name, String defaultValue, String help) {
        return single(FlagKind.DURATION, name, defaultValue, help);
    }

    /** A repeatable text; values that are given replace the defaults. */
    public Flag strings(String name, String help, String... defaults) {
        return declare(
                FlagKind.STRINGS,
                name,
                help,
                Collections.unmodifiableList(Arrays.asList(defaults.clone())),
                Collections.emptyList());
    }

    /** One of {@code allowed}; read with {@link #getString}. */
    public Flag choice(String name, String defaultValue, String help, String... allowed) {
        return declare(
                FlagKind.CHOICE, name, help, Collections.singletonList(defaultValue), Arrays.asList(allowed.clone()));
    }

    /**
     * Declares a command, {@code program [flags] name [flags]}, with flags of its own; the flags declared here go with
     * every command. Where there are commands, one has to be given.
     */
    public FlagSet command(String name, String help) {
        FlagSet command = new FlagSet(name, help, environment, this);
        commands.put(name, command);
        return command;
    }

    /**
     * Reads a command line; to be called once.
     *
     * @return the command that was given, which also answers for the flags of this set; this set if there are none
     * @throws UsageException when there is only a text to print: an error, the help, the version
     */
    public FlagSet parse(String... args) {
        return new FlagParser(this, args).parse();
    }

    /**
     * Gives a flag the values that a configuration file has for it, unless the command line has some; to be called after
     * {@link #parse}.
     *
     * @param name in any spelling that the command line takes too, without dashes
     * @throws IllegalArgumentException when they cannot be the flag's; the caller knows where they stand
     */
    public void configure(String name, List<String> values) {
        Flag flag = known(name);
        target(flag).configure(name, values);
        if (flag.replacement != null) {
            warn(name + " is deprecated, use " + flag.replacement);
        }
    }

    /** The names of all flags but the built-in ones, old spellings too. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Flag flag : all()) {
            if (flag.builtIn == null) {
                names.add(flag.name);
            }
        }
        return names;
    }

    /** The values of any flag as texts, for comparison. */
    public List<String> texts(String name) {
        return target(known(name)).values();
    }

    /** An error in the words and form of the parser's own, for what only the caller can check. */
    public UsageException error(String message) {
        return UsageException.error(program(), message);
    }

    /** The value of a text or choice. */
    public String getString(String name) {
        String value = value(name, FlagKind.STRING, FlagKind.CHOICE);
        return value == null ? "" : value;
    }

    public boolean getBool(String name) {
        return "true".equals(value(name, FlagKind.BOOL, FlagKind.BOOL));
    }

    public int getInt(String name) {
        return (int) Numbers.parse(present(name, FlagKind.INTEGER));
    }

    public double getNumber(String name) {
        return Numbers.parse(present(name, FlagKind.NUMBER));
    }

    /** Milliseconds; a duration that is not zero is at least 1, or at most -1. */
    public long getDurationMillis(String name) {
        return GoDuration.parseMillis(present(name, FlagKind.DURATION));
    }

    /** The values of a repeatable flag in the order given; unmodifiable. */
    public List<String> getStrings(String name) {
        return typed(name, FlagKind.STRINGS, FlagKind.STRINGS).values();
    }

    /** Whether the flag was given on the command line or in a configuration file, be it with its default or under a deprecated name. */
    public boolean isSet(String name) {
        return target(known(name)).isGiven();
    }

    /** What to tell the user once logging works, one line each: deprecated spellings that were used. */
    public List<String> warnings() {
        return parent == null ? Collections.unmodifiableList(warnings) : parent.warnings();
    }

    /** The program's name, or that of this command. */
    public String name() {
        return name;
    }

    String description() {
        return description;
    }

    String versionText() {
        return parent == null ? version : parent.versionText();
    }

    /** The program, and the command if this is one: what a user types. */
    String path() {
        return parent == null ? name : parent.path() + " " + name;
    }

    String program() {
        return parent == null ? name : parent.program();
    }

    Map<String, FlagSet> commands() {
        return commands;
    }

    /** The flags in order of declaration, those of the program before those of the command. */
    List<Flag> all() {
        List<Flag> all = parent == null ? new ArrayList<>() : parent.all();
        all.addAll(flags.values());
        return all;
    }

    /** What the help lists; {@code --version} comes last, as in the peers. */
    List<Flag> visible() {
        List<Flag> visible = new ArrayList<>();
        List<Flag> last = new ArrayList<>();
        for (Flag flag : all()) {
            if (!flag.hidden) {
                (flag.builtIn == BuiltIn.VERSION ? last : visible).add(flag);
            }
        }
        visible.addAll(last);
        return visible;
    }

    @Nullable Flag find(String name) {
        Flag flag = flags.get(name);
        return flag != null || parent == null ? flag : parent.find(name);
    }

    @Nullable Flag find(char shortName) {
        for (Flag flag : all()) {
            if (flag.shortName == shortName) {
                return flag;
            }
        }
        return null;
    }

    /** The flag that holds the value of {@code flag}: another one where that is a deprecated spelling. */
    Flag target(Flag flag) {
        return flag.replacement == null ? flag : known(flag.replacement);
    }

    void warn(String warning) {
        if (parent != null) {
            parent.warn(warning);
        } else if (!warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    Flag declare(FlagKind kind, String name, String help, List<String> defaults, Collection<String> allowed) {
        if (find(name) != null) {
            throw new IllegalArgumentException("flag declared twice: " + name);
        }
        Flag flag = new Flag(this, kind, name, help, defaults, new ArrayList<>(allowed));
        flags.put(name, flag);
        return flag;
    }

    private Flag single(FlagKind kind, String name, String defaultValue, String help) {
        return declare(kind, name, help, Collections.singletonList(defaultValue), Collections.emptyList());
    }

    private Flag known(String name) {
        Flag flag = find(name);
        if (flag == null) {
            throw new IllegalArgumentException("no such flag: " + name);
        }
        return flag;
    }

    private Flag typed(String name, FlagKind kind, FlagKind orKind) {
        Flag flag = target(known(name));
        if (flag.kind != kind && flag.kind != orKind) {
            throw new IllegalArgumentException("flag " + name + " is of type " + flag.kind);
        }
        return flag;
    }

    @Nullable private String value(String name, FlagKind kind, FlagKind orKind) {
        return typed(name, kind, orKind).value();
    }

    private String present(String name, FlagKind kind) {
        String value = value(name, kind, kind);
        if (value == null) {
            throw new IllegalArgumentException("flag without a value: " + name);
        }
        return value;
    }
}
