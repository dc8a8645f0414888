package dev.sonde.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that runs and ends, one of those that {@code .ci/oracles} fetched. */
final class Tool {
    private static final long LIMIT_SECONDS = 120;

    private final Path program;

    Tool(Path program) {
        this.program = program;
    }

    /** The program that a property names; without it nothing is tested, and that is a failure. */
    static Tool named(String property) {
        return new Tool(Path.of(property(property)));
    }

    static String property(String property) {
        String value = System.getProperty(property, "");
        if (value.isBlank()) {
            throw new IllegalStateException(
                    "-D" + property + " is missing: run .ci/run, or pass what .ci/oracles prints as -Dkey=value");
        }
        return value;
    }

    Path program() {
        return program;
    }

    /** What it prints on standard output, the rest of it left to be read by a person. */
    String run(Object... arguments) throws IOException {
        Result result = attempt(arguments);
        if (result.code() != 0) {
            throw new IOException(
                    result.line() + "\nended with " + result.code() + ":\n" + result.out() + result.err());
        }
        return result.out();
    }

    record Result(List<String> line, int code, String out, String err) {}

    Result attempt(Object... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(program.toString()));
        for (Object argument : arguments) {
            line.add(argument.toString());
        }
        Path out = Files.createTempFile("tool", ".out");
        Path err = Files.createTempFile("tool", ".err");
        try {
            Process process = new ProcessBuilder(line)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(line + " takes too long");
            }
            return new Result(line, process.exitValue(), text(out), text(err));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
