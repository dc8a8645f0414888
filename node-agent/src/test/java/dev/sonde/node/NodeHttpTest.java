package dev.sonde.node;

import dev.sonde.core.http.kit.HttpConformance;
import java.io.IOException;

class NodeHttpTest extends HttpConformance {
    NodeHttpTest() throws IOException {
        super(NodeAgent.class);
    }
}
