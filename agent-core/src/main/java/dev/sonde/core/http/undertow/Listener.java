package dev.sonde.core.http.undertow;

import dev.sonde.core.http.ListenAddress;
import dev.sonde.core.http.ListenException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** An address that is being listened on. */
final class Listener implements ChannelListener<AcceptingChannel<StreamConnection>> {
    private static final OptionMap OPTIONS = OptionMap.builder()
            .set(Options.TCP_NODELAY, true)
            .set(Options.REUSE_ADDRESSES, true)
            .set(Options.BACKLOG, 256)
            .getMap();

    private final boolean ipv4Only;
    private final Opener opener;
    private final AcceptingChannel<StreamConnection> channel;

    /** @throws ListenException when the address cannot be had */
    Listener(XnioWorker worker, ListenAddress address, Opener opener) {
        this.ipv4Only = address.isIpv4Only();
        this.opener = opener;
        InetSocketAddress target = address.resolve();
        try {
            this.channel = worker.createStreamConnectionServer(target, this, OPTIONS);
        } catch (IOException e) {
            throw address.bindFailed(e);
        }
    }

    void start() {
        channel.resumeAccepts();
    }

    InetSocketAddress address() {
        return channel.getLocalAddress(InetSocketAddress.class);
    }

    void close() {
        IoUtils.safeClose(channel);
    }

    @Override
    public void handleEvent(AcceptingChannel<StreamConnection> server) {
        try {
            for (StreamConnection client = server.accept(); client != null; client = server.accept()) {
                InetSocketAddress peer = client.getPeerAddress(InetSocketAddress.class);
                if (ipv4Only && peer != null && peer.getAddress() instanceof Inet6Address) {
                    IoUtils.safeClose(client);
                } else {
                    opener.open(client);
                }
            }
        } catch (IOException e) {
            close(); // says that the server is closed
        }
    }
}
