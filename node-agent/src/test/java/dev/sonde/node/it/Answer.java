package dev.sonde.node.it;

import java.net.http.HttpHeaders;

/** One HTTP answer, read whole. */
record Answer(int status, HttpHeaders headers, byte[] body) {

    String contentType() {
        return headers.firstValue("Content-Type").orElse("");
    }

    Page page() {
        if (status != 200) {
            throw new IllegalStateException("status " + status + ": " + new String(body));
        }
        return PageParser.parse(contentType(), body);
    }
}
