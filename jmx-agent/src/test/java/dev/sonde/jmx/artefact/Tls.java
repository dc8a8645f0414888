package dev.sonde.jmx.artefact;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A server's key, and a client that trusts it. */
public final class Tls {
    private Tls() {}

    /** A store of this type with a key called web, whose password is changeit. */
    public static Path keyStore(Path folder, String type) throws Exception {
        Path store = folder.resolve("keys." + type);
        String words = "-genkeypair -alias web -dname CN=localhost -ext san=ip:127.0.0.1,dns:localhost -keyalg EC"
                + " -storepass changeit -keypass changeit -storetype " + type;
        ProcessBuilder keytool = new ProcessBuilder(words.split(" "));
        keytool.command()
                .add(
                        0,
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString());
        keytool.command().add("-keystore");
        keytool.command().add(store.toString());
        Process process = keytool.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError("keytool: " + process.exitValue());
        }
        return store;
    }

    public static SSLContext trustingAll() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null,
                new TrustManager[] {
                    new X509TrustManager() {
                        @Override
                        public void checkClientTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public void checkServerTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public X509Certificate[] getAcceptedIssuers() {
                            return new X509Certificate[0];
                        }
                    }
                },
                null);
        return context;
    }
}
