package dev.sonde.db.mysql;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import javax.net.SocketFactory;

/** Makes the driver's sockets, and tells {@link Dialing} of them. Public because the driver makes it by reflection. */
public final class Sockets extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
        Dialing dialing = Dialing.current();
        Socket made = dialing.where().isUnix() ? new UnixSocket(dialing) : new TcpSocket(dialing);
        dialing.use(made);
        return made;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    /** Tells how much has come. */
    private static final class Counting extends FilterInputStream {
        private final Dialing dialing;

        Counting(InputStream in, Dialing dialing) {
            super(in);
            this.dialing = dialing;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            dialing.received(1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = in.read(bytes, from, length);
            dialing.received(Math.max(0, read));
            return read;
        }
    }

    private static final class TcpSocket extends Socket {
        private final Dialing dialing;

        TcpSocket(Dialing dialing) {
            this.dialing = dialing;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new Counting(super.getInputStream(), dialing);
        }
    }

    /** A unix socket in the shape that the driver wants; it has no time-outs, those are the watchdog's. */
    private static final class UnixSocket extends Socket {
        private final Dialing dialing;
        private final SocketChannel channel;

        UnixSocket(Dialing dialing) throws IOException {
            this.dialing = dialing;
            this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        }

        @Override
        public void connect(SocketAddress ignored, int timeout) throws IOException {
            channel.connect(UnixDomainSocketAddress.of(dialing.where().socket()));
        }

        @Override
        public void connect(SocketAddress ignored) throws IOException {
            connect(ignored, 0);
        }

        @Override
        public InputStream getInputStream() {
            return new Counting(Channels.newInputStream(channel), dialing);
        }

        @Override
        public OutputStream getOutputStream() {
            return Channels.newOutputStream(channel);
        }

        @Override
        public boolean isConnected() {
            return channel.isConnected();
        }

        @Override
        public boolean isClosed() {
            return !channel.isOpen();
        }

        @Override
        public void setTcpNoDelay(boolean on) {}

        @Override
        public void setKeepAlive(boolean on) {}

        @Override
        public void setSoTimeout(int millis) {}

        @Override
        public int getSoTimeout() {
            return 0;
        }

        @Override
        public void setSoLinger(boolean on, int seconds) {}

        @Override
        public void setReuseAddress(boolean on) {}

        @Override
        public void shutdownInput() {}

        @Override
        public void shutdownOutput() {}

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
