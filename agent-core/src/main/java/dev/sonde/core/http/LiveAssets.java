package dev.sonde.core.http;

import dev.sonde.core.exposition.AcceptHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of the live page. The build compresses them, they lie so in the jar, and so they are sent: nothing is kept
 * in memory. Blocks for the jar. Stateless.
 */
final class LiveAssets {
    /** CRC-32 and length of the content, with which a gzip file ends (RFC 1952, 2.3.1). */
    private static final int TRAILER_BYTES = 8;

    private LiveAssets() {}

    /** Answers with one of the files; a browser that has it already is told so. */
    static void answer(HttpCall call, String name) {
        byte[] body = compressed(name);
        String tag = tag(body);
        call.setHeader("ETag", tag);
        call.setHeader("Vary", "Accept-Encoding");
        // asked about each time, so that page and files always are of one version
        call.setHeader("Cache-Control", "no-cache");
        call.setHeader("Content-Security-Policy", "default-src 'none'");
        if (isKnown(call.header("If-None-Match"), tag)) {
            call.respond(304, type(name), new byte[0], 0);
            return;
        }
        if (AcceptHeader.gzip(call.header("Accept-Encoding"))) {
            call.setHeader("Content-Encoding", "gzip");
        } else {
            body = inflate(body);
        }
        call.respond(200, type(name), body, body.length);
    }

    /** The page itself, with its placeholders. */
    static String index() {
        return new String(inflate(compressed("index.html")), StandardCharsets.UTF_8);
    }

    private static String tag(byte[] gzip) {
        StringBuilder tag = new StringBuilder("W/\"");
        for (int i = gzip.length - TRAILER_BYTES; i < gzip.length; i++) {
            tag.append(Character.forDigit(gzip[i] >> 4 & 0xf, 16)).append(Character.forDigit(gzip[i] & 0xf, 16));
        }
        return tag.append('"').toString();
    }

    private static boolean isKnown(@Nullable String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && (ifNoneMatch.contains(tag) || ifNoneMatch.trim().equals("*"));
    }

    private static String type(String name) {
        switch (name.substring(name.lastIndexOf('.'))) {
            case ".js":
                return "text/javascript; charset=utf-8";
            case ".css":
                return "text/css; charset=utf-8";
            default:
                return "image/svg+xml";
        }
    }

    private static byte[] compressed(String name) {
        try (InputStream in = LiveAssets.class.getResourceAsStream("live/" + name + ".gz")) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: " + name);
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] inflate(byte[] gzip) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
        }
        return out.toByteArray();
    }
}
