package dev.sonde.core.http.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The blocks of a PEM text (RFC 7468); what stands between them is a comment. */
final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private Pem() {}

    /** @throws IllegalArgumentException when a block is not complete; the message holds nothing of the block */
    static List<Block> parse(String text) {
        List<Block> blocks = new ArrayList<>();
        int at = text.indexOf(BEGIN);
        while (at >= 0) {
            int labelEnd = text.indexOf(DASHES, at + BEGIN.length());
            String label = labelEnd < 0 ? "" : text.substring(at + BEGIN.length(), labelEnd);
            String footer = END + label + DASHES;
            int end = text.indexOf(footer, at);
            if (label.isEmpty() || end < 0) {
                throw new IllegalArgumentException("PEM block without an end");
            }
            blocks.add(block(label, text.substring(labelEnd + DASHES.length(), end)));
            at = text.indexOf(BEGIN, end + footer.length());
        }
        return blocks;
    }

    private static Block block(String label, String body) {
        if (label.startsWith("ENCRYPTED ") || body.contains("ENCRYPTED")) {
            return new Block(label, new byte[0], true);
        }
        StringBuilder base64 = new StringBuilder(body.length());
        for (int i = 0; i < body.length(); i++) {
            if (body.charAt(i) > ' ') {
                base64.append(body.charAt(i));
            }
        }
        try {
            return new Block(label, Base64.getDecoder().decode(base64.toString()), false);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("PEM block " + label + " is not Base64", null);
        }
    }

    /** A block; an encrypted one has no content here. */
    static final class Block {
        final String label;
        final byte[] content;
        final boolean encrypted;

        Block(String label, byte[] content, boolean encrypted) {
            this.label = label;
            this.content = content;
            this.encrypted = encrypted;
        }
    }
}
